{# The numerator by the denominator, rounded half away from zero to `places` decimals, 12 at most. NULL if one of them is
   NULL or the denominator is 0. #}
{% macro quotient(numerator, denominator, places) %}
    {{- return(adapter.dispatch('quotient', 'navan')(numerator, denominator, places)) -}}
{% endmacro %}

{% macro default__quotient(numerator, denominator, places) -%}
    round(cast({{ numerator }} as decimal(38, 18)) / nullif({{ denominator }}, 0), {{ places }})
{%- endmacro %}

{% macro bigquery__quotient(numerator, denominator, places) -%}
    cast(round(cast({{ numerator }} as bignumeric) / nullif({{ denominator }}, 0), {{ places }}) as bignumeric)
{%- endmacro %}

{# Of two decimals with 38 digits Redshift and Databricks would give a quotient with fewer decimals; so it has 14. #}
{% macro redshift__quotient(numerator, denominator, places) -%}
    round(
        cast({{ numerator }} as decimal(24, 9)) / nullif(cast({{ denominator }} as decimal(24, 9)), 0), {{ places }}
    )
{%- endmacro %}

{% macro databricks__quotient(numerator, denominator, places) -%}
    {{ navan.redshift__quotient(numerator, denominator, places) }}
{%- endmacro %}

{# A division of decimals gives a double here, so that whole billionths are divided instead. #}
{% macro duckdb__quotient(numerator, denominator, places) -%}
    {%- set n = 'cast(cast(' ~ numerator ~ ' as decimal(38, 9)) * 1000000000 as hugeint)' -%}
    {%- set d = 'nullif(cast(cast(' ~ denominator ~ ' as decimal(38, 9)) * 1000000000 as hugeint), 0)' -%}
    cast(
        sign({{ n }}) * sign({{ d }})
        * ((2 * abs({{ n }}) * {{ 10 ** places }} + abs({{ d }})) // (2 * abs({{ d }}))) as decimal(26, 0)
    ) * 0.{{ '0' * (places - 1) }}1
{%- endmacro %}
