{{ config(enabled=var('navan__using_bookings'), severity='warn') }}

-- In the one booking that is public, a flight emits 0.187 kg a mile. A hundredth of that or a hundred times as much over
-- all flights says that carbonEmissions are not in the unit that the variable navan_carbon_unit names.
select
    source_relation,
    sum(emissions_tons) as emissions_tons,
    sum(stated_miles) as stated_miles
from {{ ref('navan__carbon') }}
where booking_type = 'FLIGHT'
group by source_relation
having sum(stated_miles) > 0
    and (
        sum(emissions_tons) * 1000 > 18.7 * sum(stated_miles)
        or sum(emissions_tons) * 1000 < 0.00187 * sum(stated_miles)
    )
