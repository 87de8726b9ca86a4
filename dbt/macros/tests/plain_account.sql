{# Control accounts need a subledger, which only a line with a NetSuite entity, SAP vendor or SAP customer has. #}
{% test plain_account(model) %}
    select *
    from {{ model }}
    where account_type <> 'general_ledger' and subledger_id is null
{% endtest %}
