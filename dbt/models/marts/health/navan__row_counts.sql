{{ config(enabled=var('navan__using_sync_health') and (var('navan__using_bookings') or var('navan__using_users'))) }}
{%- set streams = ['bookings'] if var('navan__using_bookings') else [] %}
{%- if var('navan__using_users') %}{% do streams.append('users') %}{% endif %}

-- One row per connection, stream and part: how many records the API last said that it has, and how many rows are in the
-- warehouse. A part is a month of creation (UTC) of bookings, or `all` users. Bounds may count one second at each end to
-- both months, so that a month of bookings has a least and a most.
with stated as (

    {{ navan.json_pairs(ref('stg_navan__sync_health'), ['source_relation', 'stream', 'finished_at'], 'api_row_count_by_part') }}

),

newest as (

    select *
    from (
        select
            source_relation,
            stream,
            finished_at as stated_at,
            field as part,
            {{ navan.try_cast('value', 'integer') }} as api_row_count,
            row_number() over (partition by source_relation, stream, field order by finished_at desc) as place
        from stated
        where value is not null
    ) as placed
    where place = 1

),

{% if var('navan__using_bookings') %}
seconds as (

    select
        source_relation,
        {{ navan.month_text('created_at') }} as part,
        {{ navan.month_text(navan.add_seconds('created_at', -1)) }} as part_a_second_before,
        {{ navan.month_text(navan.add_seconds('created_at', 1)) }} as part_a_second_after
    from {{ ref('stg_navan__bookings') }}

),

booked as (

    select source_relation, part, count(*) as row_count, count(*) as most_row_count
    from seconds
    group by source_relation, part
    union all
    select source_relation, part_a_second_before, 0, count(*)
    from seconds
    where part_a_second_before <> part
    group by source_relation, part_a_second_before
    union all
    select source_relation, part_a_second_after, 0, count(*)
    from seconds
    where part_a_second_after <> part
    group by source_relation, part_a_second_after

),
{% endif %}

loaded as (

    {% if var('navan__using_bookings') %}
    select
        source_relation,
        cast('bookings' as {{ navan.column_type('text') }}) as stream,
        part,
        sum(row_count) as row_count,
        sum(most_row_count) as most_row_count
    from booked
    group by source_relation, part
    {% endif %}
    {% if var('navan__using_bookings') and var('navan__using_users') %}union all{% endif %}
    {% if var('navan__using_users') %}
    select
        source_relation,
        cast('users' as {{ navan.column_type('text') }}) as stream,
        cast('all' as {{ navan.column_type('text') }}) as part,
        count(*) as row_count,
        count(*) as most_row_count
    from {{ ref('stg_navan__users') }}
    group by source_relation
    {% endif %}
)

select
    newest.source_relation,
    newest.stream,
    newest.part,
    newest.stated_at,
    newest.api_row_count,
    coalesce(loaded.row_count, 0) as row_count,
    coalesce(loaded.most_row_count, 0) as most_row_count,
    newest.api_row_count > coalesce(loaded.most_row_count, 0) as is_short
from newest
left join loaded
    on newest.source_relation = loaded.source_relation
    and newest.stream = loaded.stream
    and newest.part = loaded.part
where newest.stream in ('{{ streams | join("', '") }}')
