{# Rows of a stream that every sync reads whole, without those of earlier reads: a deleted user is in these only.
   The newest read that sync_health calls complete counts: rows that were extracted while it ran. Where it knows of none,
   or the table is not used, the largest generation counts (`_airbyte_generation_id`: a number per refresh, which
   PyAirbyte lacks). `reads`: rows of sync_health of this stream, or none. #}
{% macro newest_read(relation, reads=none) %}
    {%- if not reads %}
    select *
    from (
        select
            *,
            dense_rank() over (partition by source_relation order by _airbyte_generation_id desc nulls last) as generation_place
        from {{ relation }}
    ) as generations
    where generation_place = 1
    {%- else %}
    select *
    from (
        select
            source_row.*,
            dense_rank() over (
                partition by source_row.source_relation
                order by
                    complete_time.started_at desc nulls last,
                    case when complete_time.started_at is null then source_row._airbyte_generation_id end desc nulls last
            ) as generation_place
        from {{ relation }} as source_row
        left join (
            select
                extracted_time.source_relation,
                extracted_time.extracted_at,
                health_read.started_at
            from (
                select
                    source_relation,
                    extracted_at,
                    is_row,
                    max(started_at) over (
                        partition by source_relation
                        order by extracted_at, is_row
                        rows between unbounded preceding and current row
                    ) as started_at
                from (
                    select distinct
                        source_relation,
                        _airbyte_extracted_at as extracted_at,
                        1 as is_row,
                        cast(null as {{ navan.column_type('timestamp') }}) as started_at
                    from {{ relation }}
                    union all
                    select source_relation, started_at as extracted_at, 0 as is_row, started_at
                    from {{ reads }}
                ) as times
            ) as extracted_time
            inner join (
                select source_relation, started_at, max(finished_at) as finished_at
                from {{ reads }}
                where status = 'complete'
                group by source_relation, started_at
            ) as health_read
                on extracted_time.source_relation = health_read.source_relation
                and extracted_time.started_at = health_read.started_at
                and extracted_time.extracted_at <= health_read.finished_at
            where extracted_time.is_row = 1
        ) as complete_time
            on source_row.source_relation = complete_time.source_relation
            and source_row._airbyte_extracted_at = complete_time.extracted_at
    ) as generations
    where generation_place = 1
    {%- endif %}
{% endmacro %}
