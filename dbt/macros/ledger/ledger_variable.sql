{# The value of a variable of the ledger; any that is not one of `values` is an error. Without `required`, none is allowed. #}
{% macro ledger_variable(name, values, required=true) %}
    {%- set value = var(name) -%}
    {%- if value not in values and (required or value is not none) -%}
        {{ exceptions.raise_compiler_error(
            "The variable " ~ name ~ " is '" ~ value ~ "'. It takes '" ~ values | join("' or '") ~ "'."
        ) }}
    {%- endif -%}
    {{- return(value) -}}
{% endmacro %}
