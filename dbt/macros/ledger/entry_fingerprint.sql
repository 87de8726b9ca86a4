{# The fingerprint that counts for an entry of this event, of int_navan__ledger_fingerprints. #}
{% macro entry_fingerprint(event, fingerprints) -%}
    case {{ event }}
        when 'out_of_pocket' then {{ fingerprints }}.accrual_fingerprint
        when 'reimbursement' then {{ fingerprints }}.reimbursement_fingerprint
        else {{ fingerprints }}.posted_fingerprint
    end
{%- endmacro %}
