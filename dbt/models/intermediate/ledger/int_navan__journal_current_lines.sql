{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per line that the journal would have if nothing had been exported yet.
select
    {{ navan.select_entry_columns('lines', {
        'currency_code': 'lines.journal_currency',
        'minor_units': 'cast(lines.journal_digits as ' ~ navan.column_type('integer') ~ ')',
        'exchange_rate': 'lines.journal_exchange_rate',
        'period': 'lines.posting_period',
        'debit_amount': navan.amount_of_units('case when lines.units > 0 then lines.units else 0 end', 'lines.journal_digits'),
        'credit_amount': navan.amount_of_units('case when lines.units < 0 then -lines.units else 0 end', 'lines.journal_digits'),
        'entry_fingerprint': navan.entry_fingerprint('lines.journal_event', 'fingerprints'),
        'transaction_fingerprint': 'fingerprints.transaction_fingerprint',
    }) }},
    count(*) over (
        partition by lines.source_relation, lines.record_source, lines.transaction_id, lines.journal_event
    ) as line_count
from {{ ref('int_navan__ledger_lines') }} as lines
inner join {{ ref('int_navan__ledger_fingerprints') }} as fingerprints
    on {{ navan.same_transaction('lines', 'fingerprints') }}
