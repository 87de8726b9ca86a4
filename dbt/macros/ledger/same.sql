{# Whether two values are equal, or both are NULL. #}
{% macro same(a, b) -%}
    ({{ a }} = {{ b }} or ({{ a }} is null and {{ b }} is null))
{%- endmacro %}

{# Whether the rows of two aliases belong to the same transaction. #}
{% macro same_transaction(a, b) -%}
    {{ a }}.source_relation = {{ b }}.source_relation
    and {{ a }}.record_source = {{ b }}.record_source
    and {{ a }}.transaction_id = {{ b }}.transaction_id
{%- endmacro %}

{# Whether the lines of two aliases belong to the same entry, without its version. #}
{% macro same_entry(a, b) -%}
    {{ navan.same_transaction(a, b) }}
    and {{ a }}.journal_event = {{ b }}.journal_event
{%- endmacro %}
