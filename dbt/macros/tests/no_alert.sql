{# Streams whose last sync crossed a threshold of the connector's docs/monitoring.md. #}
{% test no_alert(model, code) %}
    select *
    from {{ model }}
    where {{ navan.has_alert('last_sync_alerts', code) }}
{% endtest %}
