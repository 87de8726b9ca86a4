{# `units` times a numerator by a denominator, all of them whole numbers below 10^17, rounded half away from zero. NULL if
   the denominator is 0. #}
{% macro proportion(units, numerator, denominator) %}
    {{- return(adapter.dispatch('proportion', 'navan')(units, numerator, denominator)) -}}
{% endmacro %}

{% macro default__proportion(units, numerator, denominator) -%}
    cast(
        round(
            cast({{ units }} as decimal(19, 0)) * cast({{ numerator }} as decimal(19, 0))
            / nullif(cast({{ denominator }} as decimal(19, 0)), 0), 0
        ) as {{ navan.column_type('integer') }}
    )
{%- endmacro %}

{# A division of whole numbers: one of decimals gives a double here. #}
{% macro duckdb__proportion(units, numerator, denominator) -%}
    {%- set n = '(cast(' ~ units ~ ' as hugeint) * cast(' ~ numerator ~ ' as hugeint))' -%}
    {%- set d = 'nullif(cast(' ~ denominator ~ ' as hugeint), 0)' -%}
    cast(sign({{ n }}) * sign({{ d }}) * ((2 * abs({{ n }}) + abs({{ d }})) // (2 * abs({{ d }}))) as bigint)
{%- endmacro %}

{% macro bigquery__proportion(units, numerator, denominator) -%}
    cast(
        round(cast({{ units }} as bignumeric) * cast({{ numerator }} as bignumeric) / nullif({{ denominator }}, 0)) as int64
    )
{%- endmacro %}
