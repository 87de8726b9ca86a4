{# Account codes that a spreadsheet would take for a formula: a file would hold them with an apostrophe. #}
{% test no_formula(model, column_name) %}
    select *
    from {{ model }}
    where substring(trim({{ column_name }}), 1, 1) in ('=', '+', '-', '@')
{% endtest %}
