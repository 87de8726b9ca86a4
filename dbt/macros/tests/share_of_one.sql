{# Shares that are no number from 0 to 1 with at most six decimals. #}
{% test share_of_one(model) %}
    with shares as (
        select
            legal_entity,
            tax_code,
            {{ navan.try_cast('recoverable_share', 'decimal') }} as share
        from {{ model }}
    )

    select *
    from shares
    where share is null or share < 0 or share > 1 or share <> round(share, 6)
{% endtest %}
