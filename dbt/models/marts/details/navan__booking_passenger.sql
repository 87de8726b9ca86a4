{{ config(enabled=var('navan__using_bookings')) }}

-- One row per passenger of a booking. Passports are null unless the connector was told to read them.
with elements as (

    {{ navan.json_elements(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'passengers') }}

)

select
    source_relation,
    booking_uuid,
    cast(element_index as {{ navan.column_type('integer') }}) as passenger_index,
    {{ navan.typed_field('element', 'travelerType', 'text') }} as traveler_type,
    {{ navan.typed_field('element', 'status', 'text') }} as status,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'uuid', 'text') }} as person_uuid,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'name', 'text') }} as person_name,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'email', 'text') }} as person_email,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'employeedId', 'text') }} as person_employeed_id,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'managerUuid', 'text') }} as person_manager_uuid,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'managerName', 'text') }} as person_manager_name,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'managerEmail', 'text') }} as person_manager_email,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'department', 'text') }} as person_department,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'costCenter', 'text') }} as person_cost_center,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'region', 'text') }} as person_region,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'subsidiary', 'text') }} as person_subsidiary,
    {{ navan.typed_field(navan.json_field('element', 'person'), 'billableEntity', 'text') }} as person_billable_entity,
    coalesce(
        {{ navan.typed_field(navan.json_field(navan.json_field('element', 'person'), 'passport'), 'countryOfCitizenship', 'text') }},
        {{ navan.typed_field(navan.json_field('element', 'passport'), 'countryOfCitizenship', 'text') }}
    ) as passport_country_of_citizenship,
    coalesce(
        {{ navan.typed_field(navan.json_field(navan.json_field('element', 'person'), 'passport'), 'countryOfIssue', 'text') }},
        {{ navan.typed_field(navan.json_field('element', 'passport'), 'countryOfIssue', 'text') }}
    ) as passport_country_of_issue,
    coalesce(
        {{ navan.typed_field(navan.json_field(navan.json_field('element', 'person'), 'passport'), 'expiresOn', 'date') }},
        {{ navan.typed_field(navan.json_field('element', 'passport'), 'expiresOn', 'date') }}
    ) as passport_expires_on,
    coalesce(
        {{ navan.typed_field(navan.json_field(navan.json_field('element', 'person'), 'passport'), 'issuedOn', 'date') }},
        {{ navan.typed_field(navan.json_field('element', 'passport'), 'issuedOn', 'date') }}
    ) as passport_issued_on
from elements
