{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per exported journal line that was not rejected, with its status: the document's
-- own newest one, else the batch's.
with documents as (

    select distinct
        batch_id,
        document_id
    from {{ ref('navan_journal_exports') }}

),

placed as (

    select
        documents.batch_id,
        documents.document_id,
        statuses.status,
        row_number() over (
            partition by documents.batch_id, documents.document_id
            order by case when statuses.document_id is null then 1 else 0 end, statuses.recorded_at desc
        ) as place
    from documents
    inner join {{ ref('navan_journal_statuses') }} as statuses
        on documents.batch_id = statuses.batch_id
        and (statuses.document_id is null or documents.document_id = statuses.document_id)

)

-- In the spelling of the seed, which may have changed.
select
    exports.batch_id,
    exports.exported_at,
    exports.journal_line_id,
    exports.external_id,
    exports.document_id,
    exports.document_line_number,
    exports.document_group,
    exports.entry_version,
    exports.entry_type,
    {{ navan.select_entry_columns('exports', {'legal_entity': 'coalesce(entities.legal_entity, exports.legal_entity)'}) }},
    exports.netsuite_subsidiary,
    exports.sap_company_code,
    exports.entity_minor_units,
    exports.memo,
    placed.status
from {{ ref('navan_journal_exports') }} as exports
inner join placed
    on exports.batch_id = placed.batch_id
    and exports.document_id = placed.document_id
left join {{ ref('navan_legal_entities') }} as entities
    on {{ navan.text_key('exports.legal_entity') }} = {{ navan.text_key('entities.legal_entity') }}
where placed.place = 1 and placed.status <> 'rejected'
