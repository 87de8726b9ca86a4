{# What a currency's unit has of its minor units. `digits`: a text, NULL if the currency is unknown. #}
{% macro units_per_currency(digits) -%}
    case {{ digits }} when '0' then 1 when '2' then 100 when '3' then 1000 when '4' then 10000 end
{%- endmacro %}

{# An amount in whole minor units. NULL if it has more decimals than its currency or 13 digits before the point. #}
{% macro minor_units(amount, digits) -%}
    case
        when abs({{ amount }}) < 1000000000000
            and {{ amount }} * {{ navan.units_per_currency(digits) }} = round({{ amount }} * {{ navan.units_per_currency(digits) }}, 0)
            then cast({{ amount }} * {{ navan.units_per_currency(digits) }} as {{ navan.column_type('integer') }})
    end
{%- endmacro %}

{# Whole minor units as an amount. #}
{% macro amount_of_units(units, digits) -%}
    cast(
        cast({{ units }} as decimal(19, 0))
        * cast(case {{ digits }} when '0' then 1 when '2' then 0.01 when '3' then 0.001 when '4' then 0.0001 end as decimal(5, 4))
        as {{ navan.column_type('decimal') }}
    )
{%- endmacro %}
