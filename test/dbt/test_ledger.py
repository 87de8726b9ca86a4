"""The ledger against what the simulator's records give, under both answers to each open question."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from company import Company
from conftest import SIMULATOR
from charge_with_parts import charge_lines, charge_with_parts
from expected.ledger import DIGITS, Outcome, Settings
from ledger_build import Scenario, build, key_of, outcomes, seeded, table
from ledger_company import CREDITS, LEDGER, seeds, truth, untidy
from odd_ledger import odd_transactions
from simulator import Simulator, running_simulator
from warehouses import Warehouse

EXCLUDED = {"not_posted_yet", "before_start_date", "nothing_to_post", "expense_not_approved", "expense_rejected"}
# By then all statements of the company's months have been paid.
LATER = "2026-12-20T12:00:00Z"
SCENARIOS = {
    "usual": Scenario({}, seeds(synced="not_synced"), Settings()),
    "other_answers": Scenario(
        {"fxFee": "inside", "personalAmount": "outside", "positiveCredits": list(CREDITS), "expenseRate": "originalPerPosted", "payouts": "rows", "relatedBy": "none"},
        seeds(synced="not_synced", positive=CREDITS),
        Settings(direction="original_per_posted", personal_amount="excluded", fx_fees="inside", personal_parts="expense", reimbursements="rows", uncoded=True),
    ),
    "card_currency": Scenario(
        {"fxFee": "alone", "personalAmount": "outside", "positiveCredits": [], "relatedBy": "source_id"},
        seeds(positive=(), closed=("2026-07", "2026-08", "2026-09", "2026-10", "2026-11")),
        Settings(currency="card", personal_amount="excluded", fx_fees="added", rebates="accrual", uncoded=True),
    ),
    "card_currency_other_answers": Scenario(
        {"fxFee": "inside", "expenseRate": "originalPerPosted", "payouts": "rows"},
        seeds(synced="not_synced"),
        Settings(currency="card", direction="original_per_posted", fx_fees="inside"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Built:
    warehouse: Warehouse
    scenario: Scenario
    outcomes: dict[tuple[str, str | None], Outcome]
    # What the simulator says that transactions add to what the company owes.
    sums: list[dict[str, Any]]


def sums(simulator: Simulator) -> list[dict[str, Any]]:
    query = {"stream": "transactions", "by": "legal_entity,card_program_name,posted_currency,statement_id,_type,activity_type", "history": "true"}
    with urlopen(f"{simulator.url}/_control/sums?{urlencode(query)}") as answer:
        return json.load(answer)


@pytest.fixture(scope="module", params=SCENARIOS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    scenario = SCENARIOS[request.param]
    warehouse = Warehouse("duckdb", tmp_path_factory.mktemp(request.param))
    with running_simulator(SIMULATOR, LEDGER) as simulator:
        simulator.control("set", scenario.switches)
        simulator.control("now", {"now": LATER})
        transactions, payments = truth(simulator)
        transactions = transactions + [charge_with_parts(scenario.settings)]
        wanted = outcomes(scenario, (transactions, payments))
        if request.param == "usual":
            odd = odd_transactions(transactions)
            transactions = transactions + [record for record, _ in odd]
            payments = payments + [{**payments[0], "id": None}]
            wanted["statement-payments", None] = Outcome("no_id")
            wanted |= outcomes(scenario, ([record for record, reason in odd if reason is None], []))
            wanted |= {key_of(record): Outcome(reason, reason in EXCLUDED) for record, reason in odd if reason}
        written = replace(scenario, seeds=untidy(scenario.seeds)) if request.param == "card_currency" else scenario
        build(warehouse, written, (transactions, payments))
        yield Built(warehouse, scenario, wanted, sums(simulator))


def test_each_transaction_is_posted_excepted_or_excluded_as_expected(built: Built) -> None:
    found = {(row["record_source"], row["transaction_id"]): ("excepted", row["reason"]) for row in table(built.warehouse, "navan__journal_exceptions")}
    found |= {(row["record_source"], row["transaction_id"]): ("excluded", row["reason"]) for row in table(built.warehouse, "navan__journal_excluded")}
    wanted = {key: ("excluded" if each.excluded else "excepted", each.reason) for key, each in built.outcomes.items() if each.reason}
    assert _differences(found, wanted) == []


def test_each_line_is_as_expected(built: Built) -> None:
    found: dict[tuple[str, str], Counter[Any]] = defaultdict(Counter)
    for row in table(built.warehouse, "navan__journal_lines"):
        amount = (row["debit_amount"] - row["credit_amount"]).normalize()
        line = (row["journal_event"], row["account_code"], amount, row["currency_code"], row["document_date"], row["posting_date"], row["cost_center"])
        found[row["record_source"], row["transaction_id"]][line] += 1
    wanted = {key: Counter({(*line[:2], line[2].normalize(), *line[3:]): n for line, n in each.lines.items()}) for key, each in built.outcomes.items() if each.lines}
    assert _differences(dict(found), wanted) == []
    assert len(wanted) > 100


def test_the_reconciliation_is_what_the_simulator_owes_and_closes(built: Built) -> None:
    """Statements that are paid leave nothing; before they are paid they are what the simulator's transactions sum to."""
    rows = [row for row in table(built.warehouse, "navan__card_reconciliation") if row["statement_id"]]
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in built.sums:
        by = each["by"]
        if not by["statement_id"] or (by["_type"], by["activity_type"]) == ("daily-rebates", "ACCRUED"):
            continue
        hidden = built.scenario.settings.fx_fees != "rows" and by["_type"] == "card-transactions"
        fees = Decimal(each["sums"]["fx_fee_amount"] or 0) if hidden else Decimal(0)
        owed[by["statement_id"]] += Decimal(each["sums"]["signed_amount"] or 0) + fees
    found = {row["statement_id"]: (row["charge_amount"] + row["fee_amount"] - row["credit_amount"]).normalize() for row in rows}
    assert found == {key: value.normalize() for key, value in owed.items()}
    assert len(found) == 24
    assert {row["closing_amount"] for row in rows} == {0}


def test_the_reconciliation_counts_what_can_not_be_read(built: Built) -> None:
    reasons = ("unreadable_number", "amount_does_not_fit_currency", "unknown_currency")
    unreadable = sum(each.reason in reasons for (source, _), each in built.outcomes.items() if source == "transactions")
    assert sum(row["unreadable_count"] for row in table(built.warehouse, "navan__card_reconciliation")) == unreadable
    assert unreadable == (6 if built.scenario is SCENARIOS["usual"] else 0)


def test_posted_disputes_are_the_balance_of_their_clearing_account(built: Built) -> None:
    balances: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in table(built.warehouse, "navan__journal_lines"):
        if row["account_role"] == "dispute_clearing":
            balances[row["legal_entity"], row["card_program"], row["currency_code"]] += row["credit_amount"] - row["debit_amount"]
    disputed: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in table(built.warehouse, "navan__dispute_clearing"):
        if row["outcome"] == "posted":
            disputed[row["legal_entity"], row["card_program"], row["currency_code"]] += row["amount"]
    # By the card's currency; the journal of these cards is in another one.
    foreign = "UK travel cards EUR" if built.scenario.settings.currency == "legal_entity" else None
    assert _open(balances, foreign) == _open(disputed, foreign)
    assert _open(balances, foreign)


def test_a_lost_dispute_is_open_until_its_reversal_comes(built: Built) -> None:
    if built.scenario is not SCENARIOS["usual"]:
        pytest.skip("without disputes made by hand")
    rows = built.warehouse.rows("select amount, posted_date, outcome from ledger.navan__dispute_clearing where abs(amount) in (77.77, 88.88, 99.99)")
    assert {(str(row["amount"].normalize()), row["posted_date"].isoformat(), row["outcome"]) for row in rows} == {
        ("77.77", "2026-10-12", "posted"), ("-88.88", "2026-11-02", "posted"), ("99.99", "2026-09-10", "excluded"), ("-99.99", "2026-11-02", "posted"),
    }  # fmt: skip


def _open(balances: dict[tuple[str, str, str], Decimal], without: str | None) -> dict[tuple[str, str, str], Decimal]:
    return {key: balance.normalize() for key, balance in balances.items() if balance and key[1] != without}


def test_recoverable_tax_is_that_of_what_was_posted(built: Built) -> None:
    rows = built.warehouse.rows("select line_part, debit_amount - credit_amount as amount from ledger.navan__journal_lines where transaction_id = 'parts'")
    settings = built.scenario.settings
    wanted = charge_lines(settings.personal_amount == "excluded", settings.fx_fees)
    assert Counter((row["line_part"], row["amount"].normalize()) for row in rows) == Counter((part, Decimal(amount).normalize()) for part, amount in wanted)


def test_memos_hold_no_names_of_people(built: Built) -> None:
    people = {row["cardholder"] for row in built.warehouse.rows("select distinct cardholder from ledger_source.transactions where cardholder is not null")}
    assert len(people) > 20
    memos = {row["memo"] for row in built.warehouse.rows("select distinct memo from ledger.navan__journal_lines")}
    assert {memo for memo in memos for person in people if person in memo} == set()


def test_memos_have_amounts_of_their_own_event_only(built: Built) -> None:
    records = {key_of(row): row for row in built.warehouse.rows("select * from ledger_source.transactions")}
    wrong, with_amount = [], 0
    for row in table(built.warehouse, "navan__journal_lines"):
        record, event = records.get((row["record_source"], row["transaction_id"]), {}), row["journal_event"]
        vendor = record["vendor_name"] if event in ("card_charge", "card_refund", "fx_fee_of_charge") else None
        amount = memo_amount(record, event)
        with_amount += amount is not None
        if row["memo"] != ", ".join(part for part in (event.replace("_", " "), vendor, amount) if part):
            wrong.append((row["memo"], vendor, amount))
    assert wrong == []
    assert with_amount > 100


def memo_amount(record: dict[str, Any], event: str) -> str | None:
    field = {"card_charge": "original", "card_refund": "original", "fx_fee_of_charge": "original", "out_of_pocket": "original", "reimbursement": "reimbursement"}.get(event)
    if field is None:
        return None
    if record["transaction_type"] == "REIMBURSEMENT":
        field = "posted"
    amount, currency = record[f"{field}_amount"], record[f"{field}_currency"]
    return f"{Decimal(amount):.{DIGITS[currency]}f} {currency}"


def test_nothing_is_posted_before_a_start_date_and_an_owner_are_set(company: Company, warehouse: Warehouse) -> None:
    transactions = len(warehouse.table("stg_navan__transactions")) + len(warehouse.table("stg_navan__statement_payments"))
    assert Counter(row["reason"] for row in warehouse.table("navan__journal_excluded")) == {"not_configured": transactions}
    assert warehouse.table("navan__journal_lines") == warehouse.table("navan__journal_exceptions") == []


def test_seeds_that_are_wrong_are_refused(tmp_path: Path) -> None:
    wrong = seeds()
    wrong["navan_account_roles"] += [
        {"account_role": "rounding", "account_code": "1", "account_type": "general_ledger"},
        {"account_role": "bank", "legal_entity": "Example K.K.", "account_code": "2", "account_type": "payable"},
    ]
    wrong["navan_signs"][0]["amount_sign"] = "either"
    wrong["navan_periods"].append({**wrong["navan_periods"][0], "period": "again"})
    wrong["navan_tax"][0].update(recoverable_share="1.5", account_code="-100")
    wrong["navan_statuses"][0]["meaning"] = ""
    # Case and blanks make no other key.
    for name, column in (("navan_legal_entities", "legal_entity"), ("navan_gl_accounts", "gl_code_number"), ("navan_tax", "tax_code"), ("navan_periods", "period")):
        wrong[name].append({**wrong[name][1], column: f" {wrong[name][1][column].lower()}"})
    wrong["navan_account_roles"].append({"account_role": "card_liability", "legal_entity": "example inc.", "card_program": "US Corporate Cards ", "account_code": "3", "account_type": "general_ledger"})
    wrong["navan_signs"].append({**wrong["navan_signs"][1], "transaction_type": "Refund "})
    wrong["navan_statuses"].append({**wrong["navan_statuses"][1], "status_value": " pending"})
    warehouse = Warehouse("duckdb", tmp_path)
    with seeded(warehouse, wrong):
        statuses = warehouse.dbt("build", "--select", "path:seeds").statuses()
    assert {name.split(".")[0].split("__")[0] for name, status in statuses.items() if status == "fail"} == {
        "unique_columns_navan_account_roles_account_role", "plain_account_navan_account_roles_", "accepted_values_navan_signs_amount_sign",
        "apart_periods_navan_periods_", "no_formula_navan_tax_account_code", "share_of_one_navan_tax_", "filled_columns_navan_statuses_status_field",
        "unique_columns_navan_signs_transaction_source", "unique_columns_navan_statuses_status_field", "unique_columns_navan_legal_entities_legal_entity",
        "unique_columns_navan_gl_accounts_gl_code_number", "unique_columns_navan_tax_legal_entity", "unique_columns_navan_periods_legal_entity",
    }  # fmt: skip


def test_a_value_that_a_variable_does_not_take_is_refused(company: Company) -> None:
    result = company.warehouses["duckdb"].dbt("run", "--select", "int_navan__ledger_lines", variables={"navan_rebates": "never"})
    assert result.code != 0
    assert "The variable navan_rebates is 'never'. It takes 'accrual' or 'payment'." in result.output


def _differences(found: dict[Any, Any], wanted: dict[Any, Any]) -> list[str]:
    keys = sorted(found.keys() | wanted.keys(), key=str)
    return [f"{key}: {found.get(key)}, expected {wanted.get(key)}" for key in keys if found.get(key) != wanted.get(key)]
