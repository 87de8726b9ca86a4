{{ config(enabled=var('navan__using_bookings')) }}
{%- set dimensions = {
    'department': 'departments', 'cost_center': 'cost_centers', 'region': 'regions', 'subsidiary': 'subsidiaries',
    'billable_entity': 'billable_entities', 'trip': 'trip_uuids'
} %}

-- One row per booking, dimension and value. The shares of a booking in a dimension sum to exactly 1, so that a join
-- multiplies no amount: values share a booking equally, the first one bears the rounding, and a booking without a value
-- has one row with a null.
with bookings as (

    select
        source_relation,
        booking_uuid,
        {{ dimensions.values() | join(',\n        ') }}
    from {{ ref('stg_navan__bookings') }}

),

listed as (
    {% for dimension, list in dimensions.items() %}
    select distinct
        source_relation,
        booking_uuid,
        cast('{{ dimension }}' as {{ navan.column_type('text') }}) as dimension,
        {{ navan.json_text('element') }} as value
    from ({{ navan.json_elements('bookings', ['source_relation', 'booking_uuid'], list) }}) as elements
    where {{ navan.json_text('element') }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

dimensions as (
    {% for dimension in dimensions %}
    select cast('{{ dimension }}' as {{ navan.column_type('text') }}) as dimension
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

numbered as (

    select
        *,
        count(*) over (partition by source_relation, booking_uuid, dimension) as value_count,
        row_number() over (partition by source_relation, booking_uuid, dimension order by value) as value_number
    from listed

),

equal_shares as (

    select
        *,
        cast(1.0 / value_count as {{ navan.column_type('decimal') }}) as equal_share
    from numbered

)

select
    bookings.source_relation,
    bookings.booking_uuid,
    dimensions.dimension,
    equal_shares.value,
    cast(
        case
            when equal_shares.value is null then 1
            when equal_shares.value_number = 1 then 1 - (equal_shares.value_count - 1) * equal_shares.equal_share
            else equal_shares.equal_share
        end as {{ navan.column_type('decimal') }}
    ) as share
from bookings
cross join dimensions
left join equal_shares
    on bookings.source_relation = equal_shares.source_relation
    and bookings.booking_uuid = equal_shares.booking_uuid
    and dimensions.dimension = equal_shares.dimension
