variable "airbyte_url" {
  type        = string
  description = "Airbyte's API, for instance https://airbyte.example.com/api/public/v1"
}

variable "airbyte_client_id" {
  type = string
}

variable "airbyte_client_secret" {
  type      = string
  sensitive = true
}

variable "workspace_id" {
  type = string
}

variable "destination_id" {
  type        = string
  description = "A destination that is there already"
}

variable "docker_repository" {
  type        = string
  description = "Where Airbyte pulls the image, for instance registry.example.com/source-navan"
}

variable "navan_client_id" {
  type = string
}

variable "navan_client_secret" {
  type      = string
  sensitive = true
}
