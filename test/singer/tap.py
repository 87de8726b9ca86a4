"""A tap of singer-sdk for three streams of the simulator: pages by number, and pages by cursor."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from singer_sdk import Tap
from singer_sdk.authenticators import OAuthAuthenticator
from singer_sdk.pagination import JSONPathPaginator, PageNumberPaginator
from singer_sdk.streams import RESTStream
from singer_sdk.typing import PropertiesList, Property, StringType


class ClientCredentials(OAuthAuthenticator):
    @property
    def oauth_request_body(self) -> dict[str, Any]:
        return {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.client_secret}


class Pages(PageNumberPaginator):
    def has_more(self, response: Any) -> bool:
        page = response.json()["page"]
        return page["currentPage"] + 1 < page["totalPages"]


class NavanStream(RESTStream[Any]):
    @property
    def url_base(self) -> str:
        return self.config["advanced"]["api_url"]

    @property
    def authenticator(self) -> ClientCredentials:
        return ClientCredentials(
            client_id=self.config["client_id"],
            client_secret=self.config["client_secret"],
            auth_endpoint=f"{self.url_base}/ta-auth/oauth/token",
        )


class Bookings(NavanStream):
    name = "bookings"
    path = "/v1/bookings"
    primary_keys = ("uuid",)
    records_jsonpath = "$.data[*]"
    schema = PropertiesList(*(Property(name, StringType) for name in ("uuid", "created", "lastModified"))).to_dict()

    def get_new_paginator(self) -> Pages:
        return Pages(0)

    def get_url_params(self, context: Any, next_page_token: int | None) -> dict[str, Any]:
        return {"createdFrom": 0, "createdTo": 9_999_999_999, "size": 100, "page": next_page_token}


class Users(Bookings):
    name = "users"
    path = "/v1/users"
    primary_keys = ("id",)
    schema = PropertiesList(*(Property(name, StringType) for name in ("id", "userName"))).to_dict()


class Fees(NavanStream):
    name = "fees"
    path = "/v1/expense/fees"
    primary_keys = ("id",)
    records_jsonpath = "$.content[*]"
    schema = PropertiesList(*(Property(name, StringType) for name in ("id", "modified_timestamp", "posted_amount"))).to_dict()

    def get_new_paginator(self) -> JSONPathPaginator:
        return JSONPathPaginator("$.next_cursor")

    def get_url_params(self, context: Any, next_page_token: str | None) -> dict[str, Any]:
        today = datetime.now(timezone.utc).date()
        return {
            "date_modified.from": self.config.get("from_day", today - timedelta(days=30)),
            "date_modified.to": self.config.get("to_day", today),
            "page_size": 50,
            **({"cursor": next_page_token} if next_page_token else {}),
        }


class TapNavan(Tap):
    name = "tap-navan"
    config_jsonschema = PropertiesList(Property("client_id", StringType), Property("client_secret", StringType)).to_dict()

    def discover_streams(self) -> list[NavanStream]:
        return [Bookings(self), Users(self), Fees(self)]


if __name__ == "__main__":
    TapNavan.cli()
