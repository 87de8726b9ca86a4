{# The warehouse's name of a type: text, decimal, timestamp (UTC, without a zone), local_time (of an
   unnamed zone), date, boolean, integer, json.
   A decimal has nine digits after the point everywhere, as Airbyte's destinations write numbers. #}
{% macro column_type(type) %}
    {{- return(adapter.dispatch('column_type', 'navan')(type)) -}}
{% endmacro %}

{% macro default__column_type(type) %}
    {{- return({
        'text': 'varchar', 'decimal': 'decimal(38, 9)', 'timestamp': 'timestamp', 'local_time': 'timestamp', 'date': 'date',
        'boolean': 'boolean', 'integer': 'bigint', 'json': 'json'
    }[type]) -}}
{% endmacro %}

{% macro postgres__column_type(type) %}
    {{- return({
        'text': 'text', 'decimal': 'numeric(38, 9)', 'timestamp': 'timestamp', 'local_time': 'timestamp', 'date': 'date',
        'boolean': 'boolean', 'integer': 'bigint', 'json': 'jsonb'
    }[type]) -}}
{% endmacro %}

{% macro snowflake__column_type(type) %}
    {{- return({
        'text': 'varchar', 'decimal': 'number(38, 9)', 'timestamp': 'timestamp_ntz', 'local_time': 'timestamp_ntz', 'date': 'date',
        'boolean': 'boolean', 'integer': 'number(38, 0)', 'json': 'variant'
    }[type]) -}}
{% endmacro %}

{# A timestamp of BigQuery is an instant, shown in UTC. #}
{% macro bigquery__column_type(type) %}
    {{- return({
        'text': 'string', 'decimal': 'numeric', 'timestamp': 'timestamp', 'local_time': 'datetime', 'date': 'date',
        'boolean': 'bool', 'integer': 'int64', 'json': 'json'
    }[type]) -}}
{% endmacro %}

{# A varchar without a length holds 256 bytes. #}
{% macro redshift__column_type(type) %}
    {{- return({
        'text': 'varchar(65535)', 'decimal': 'decimal(38, 9)', 'timestamp': 'timestamp', 'local_time': 'timestamp', 'date': 'date',
        'boolean': 'boolean', 'integer': 'bigint', 'json': 'super'
    }[type]) -}}
{% endmacro %}

{# JSON is text, which holds for a STRING and, cast, for a VARIANT. A timestamp is an instant, shown in the session's zone. #}
{% macro databricks__column_type(type) %}
    {{- return({
        'text': 'string', 'decimal': 'decimal(38, 9)', 'timestamp': 'timestamp', 'local_time': 'timestamp_ntz', 'date': 'date',
        'boolean': 'boolean', 'integer': 'bigint', 'json': 'string'
    }[type]) -}}
{% endmacro %}
