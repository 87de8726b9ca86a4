{# An amount as people write it. `digits`: a text, NULL if the currency is unknown. #}
{% macro amount_text(amount, digits) -%}
    case {{ digits }}
        {%- for each in ['0', '2', '3'] %}
        when '{{ each }}' then cast(cast({{ amount }} as decimal(20, {{ each }})) as {{ navan.column_type('text') }})
        {%- endfor %}
        else cast(cast({{ amount }} as decimal(20, 4)) as {{ navan.column_type('text') }})
    end
{%- endmacro %}
