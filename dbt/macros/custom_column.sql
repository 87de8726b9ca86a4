{# The name of a custom field's column: custom_project_code for "Project code". #}
{% macro custom_column(field) %}
    {{- return('custom_' ~ modules.re.sub('[^a-z0-9]+', '_', field | lower).strip('_')) -}}
{% endmacro %}
