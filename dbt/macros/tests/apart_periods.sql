{# Periods whose days are none, end before they begin, or belong to another period of the same legal entity, too. #}
{% test apart_periods(model) %}
    with periods as (
        select
            {{ navan.text_key('legal_entity') }} as legal_entity,
            period,
            {{ navan.try_cast('first_date', 'date') }} as first_day,
            {{ navan.try_cast('last_date', 'date') }} as last_day
        from {{ model }}
    )

    select periods.*
    from periods
    left join periods as other
        on periods.legal_entity = other.legal_entity
        and periods.period <> other.period
        and periods.first_day <= other.last_day
        and periods.last_day >= other.first_day
    where periods.first_day is null
        or periods.last_day is null
        or periods.last_day < periods.first_day
        or other.period is not null
{% endtest %}
