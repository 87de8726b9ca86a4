"""Fills company.duckdb with the simulator's company, builds all models and shows two of them. Started by `npm run dbt:example`."""

from __future__ import annotations

import duckdb

from fill import fill
from warehouses import ROOT

SHOWN = {
    "navan__trips": "select trip_id, trip_name, start_date, end_date, booking_count from analytics.navan__trips order by start_date desc limit 5",
    "navan__expense_report_lines": "select posted_date, line_description, line_amount, line_currency, gl_code_number, approval_status"
    " from analytics.navan__expense_report_lines where line_kind = 'line_item' order by posted_date desc limit 5",
}


def main() -> None:
    path = ROOT / "company.duckdb"
    print(fill(path))
    with duckdb.connect(str(path), read_only=True) as connection:
        for model, sql in SHOWN.items():
            print(model)
            connection.sql(sql).show()
    print(f"{path} has all tables: those of the connector in the schema navan, the models in the schema analytics.")


if __name__ == "__main__":
    main()
