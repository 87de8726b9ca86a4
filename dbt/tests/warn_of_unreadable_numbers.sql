{%- set streams = [] %}
{%- for stream in ['transactions', 'statement_payments'] if var('navan__using_' ~ stream) %}{% do streams.append(stream) %}{% endfor %}
{{ config(enabled=streams | length > 0, severity='warn') }}

-- Amounts come as text. These are none, so that the column is null.
{% for stream in streams %}
select source_relation, '{{ stream }}' as stream, {{ 'transaction_id' if stream == 'transactions' else 'statement_payment_id' }} as key
from {{ ref('stg_navan__' ~ stream) }}
where has_unreadable_number
{% if not loop.last %}union all{% endif %}
{% endfor %}
