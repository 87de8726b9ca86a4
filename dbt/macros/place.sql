{# The origin or the destination of a booking: of a flight the airport's code, else the city with its country. NULL if
   unknown. #}
{% macro place(side, booking_type) -%}
    case
        when {{ booking_type }} = 'FLIGHT' then upper(trim({{ side }}_airport_code))
        when {{ side }}_country is null then {{ side }}_city
        else {{ side }}_city || ', ' || {{ side }}_country
    end
{%- endmacro %}
