terraform {
  required_providers {
    airbyte = {
      source  = "airbytehq/airbyte"
      version = "~> 1.0"
    }
  }
}

# For Airbyte of your own: its API and the credentials of an application in it.
provider "airbyte" {
  server_url    = var.airbyte_url
  client_id     = var.airbyte_client_id
  client_secret = var.airbyte_client_secret
}

locals {
  configuration = {
    client_id      = var.navan_client_id
    client_secret  = var.navan_client_secret
    start_date     = "2024-01-01T00:00:00Z"
    region         = "us"
    changes_filter = "auto"
    personal_data = {
      include_passports             = false
      include_traveler_hr           = false
      include_birth_date_and_gender = false
    }
    advanced = {
      request_log     = false
      omit_line_items = false
    }
  }

  # Receipt links can be opened by whoever has them: transaction_receipts is left out.
  streams = {
    bookings     = "incremental_deduped_history"
    transactions = "incremental_deduped_history"
    users        = "full_refresh_overwrite"
  }
}

resource "airbyte_source_definition" "navan" {
  workspace_id      = var.workspace_id
  name              = "Navan"
  docker_repository = var.docker_repository
  docker_image_tag  = "0.1.0"
}

resource "airbyte_source" "navan" {
  workspace_id  = var.workspace_id
  name          = "Navan"
  definition_id = airbyte_source_definition.navan.id
  configuration = jsonencode(local.configuration)
}

resource "airbyte_connection" "navan" {
  name                                 = "Navan to the warehouse"
  source_id                            = airbyte_source.navan.source_id
  destination_id                       = var.destination_id
  non_breaking_schema_updates_behavior = "propagate_columns"
  configurations = {
    streams = [for name, mode in local.streams : { name = name, sync_mode = mode }]
  }
  schedule = {
    schedule_type   = "cron"
    cron_expression = "0 0 */6 * * ?"
  }
}
