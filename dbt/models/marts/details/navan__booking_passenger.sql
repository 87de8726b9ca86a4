{{ config(enabled=var('navan__using_bookings')) }}
{%- set columns = [
    {'field': 'travelerType', 'alias': 'traveler_type', 'type': 'text'},
    {'field': 'status', 'alias': 'status', 'type': 'text'},
    {'field': 'person.uuid', 'alias': 'person_uuid', 'type': 'text'},
    {'field': 'person.name', 'alias': 'person_name', 'type': 'text'},
    {'field': 'person.email', 'alias': 'person_email', 'type': 'text'},
    {'field': 'person.employeedId', 'alias': 'person_employeed_id', 'type': 'text'},
    {'field': 'person.managerUuid', 'alias': 'person_manager_uuid', 'type': 'text'},
    {'field': 'person.managerName', 'alias': 'person_manager_name', 'type': 'text'},
    {'field': 'person.managerEmail', 'alias': 'person_manager_email', 'type': 'text'},
    {'field': 'person.department', 'alias': 'person_department', 'type': 'text'},
    {'field': 'person.costCenter', 'alias': 'person_cost_center', 'type': 'text'},
    {'field': 'person.region', 'alias': 'person_region', 'type': 'text'},
    {'field': 'person.subsidiary', 'alias': 'person_subsidiary', 'type': 'text'},
    {'field': 'person.billableEntity', 'alias': 'person_billable_entity', 'type': 'text'},
    {
        'field': 'person.passport.countryOfCitizenship', 'otherwise': 'passport.countryOfCitizenship',
        'alias': 'passport_country_of_citizenship', 'type': 'text'
    },
    {
        'field': 'person.passport.countryOfIssue', 'otherwise': 'passport.countryOfIssue',
        'alias': 'passport_country_of_issue', 'type': 'text'
    },
    {
        'field': 'person.passport.expiresOn', 'otherwise': 'passport.expiresOn',
        'alias': 'passport_expires_on', 'type': 'date'
    },
    {
        'field': 'person.passport.issuedOn', 'otherwise': 'passport.issuedOn',
        'alias': 'passport_issued_on', 'type': 'date'
    },
] %}

-- One row per passenger of a booking. Passports are null unless the connector was told to read them.
{{ navan.json_rows(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'passengers', 'passenger_index', columns) }}
