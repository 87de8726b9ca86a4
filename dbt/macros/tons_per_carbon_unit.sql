{# Metric tons in the unit of carbonEmissions, which the variable navan_carbon_unit names. #}
{% macro tons_per_carbon_unit() %}
    {%- set tons = {'tons': '1', 'kilograms': '0.001', 'grams': '0.000001'} -%}
    {%- set unit = var('navan_carbon_unit') -%}
    {%- if unit not in tons -%}
        {{ exceptions.raise_compiler_error(
            "The variable navan_carbon_unit is '" ~ unit ~ "'. It takes 'tons', 'kilograms' or 'grams', the unit of carbonEmissions."
        ) }}
    {%- endif -%}
    {{- return(tons[unit]) -}}
{% endmacro %}
