"""What is exported, exported again, accepted, refused, and exported after transactions changed."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import SIMULATOR
from expected.ledger import Outcome, Settings
from ledger_build import TARGET, Records, Scenario, build, outcomes, table
from ledger_company import LEDGER, seeds, truth
from postgres import Postgres
from simulator import running_simulator
from warehouses import PACKAGE, Row, Warehouse

LATER = "2026-12-20T12:00:00Z"
MAX_LINES = 12
FORMATS = ("netsuite", "sap", "generic")


@dataclass(frozen=True)
class Limited(Settings):
    def variables(self) -> dict[str, Any]:
        return {**super().variables(), "navan_journal_max_lines": MAX_LINES}


FIRST = Scenario({}, seeds(synced="not_synced"), Limited(rebates="accrual", uncoded=True))
# A month later two more months are closed, and another account is for expenses.
SECOND = replace(FIRST, seeds=seeds(synced="not_synced", closed=("2026-07", "2026-08", "2026-09", "2026-10", "2026-11")))
SECOND.seeds["navan_gl_accounts"] = [{**row, "account_code": f"9{row['account_code']}"} for row in SECOND.seeds["navan_gl_accounts"]]


@dataclass
class Export:
    """The command, on one warehouse."""

    warehouse: Warehouse
    folder: Path

    def __call__(self, command: str, *arguments: str) -> str:
        done = self._run(command, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, command: str, *arguments: str) -> str:
        done = self._run(command, *arguments)
        assert done.returncode == 1
        return done.stderr

    def write(self, *arguments: str) -> str:
        """The batch."""
        formats = [argument for name in FORMATS for argument in ("--format", name)]
        return self("write", *formats, "--folder", str(self.folder), *arguments).splitlines()[-1].removeprefix("batch ")

    def rows(self, batch: str, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{batch}-{name}.csv").open(newline="") as file:
            return list(csv.DictReader(file))

    def _run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        server = self.warehouse.server
        where = ["--duckdb", str(self.warehouse.path)] if server is None else ["--postgres", f"host=127.0.0.1 port={server.port} user={server.user} dbname={server.database}"]
        return subprocess.run([sys.executable, "-B", PACKAGE / "export", command, *where, "--schema", TARGET, *arguments], capture_output=True, text=True)


@dataclass
class Story:
    export: Export
    first: dict[tuple[str, str], Outcome]
    second: dict[tuple[str, str], Outcome]
    first_records: Records
    second_records: Records


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    server: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    warehouse = Warehouse(request.param, tmp_path_factory.mktemp("exports"), server)
    with running_simulator(SIMULATOR, LEDGER) as simulator:
        early = truth(simulator)
        simulator.control("now", {"now": LATER})
        late = truth(simulator)
    for transactions, _ in (early, late):
        for record in transactions:
            if record["vendor_name"] == "Example Café 7":
                record.update(vendor_name='=HYPERLINK("https://example.com")', department="@SUM(1)", cost_center="-1+2")
    build(warehouse, FIRST, early)
    # The warehouse loses some of what was exported.
    late = [record for n, record in enumerate(late[0]) if n % 9], late[1]
    yield Story(Export(warehouse, tmp_path_factory.mktemp("files")), outcomes(FIRST, early), outcomes(SECOND, late), early, late)


def test_a_second_export_changes_only_what_changed(story: Story) -> None:
    export, warehouse = story.export, story.export.warehouse
    waiting = pending(warehouse)
    assert entries(waiting) == entries_of(story.first)
    for model, excluded in (("navan__journal_exceptions", False), ("navan__journal_excluded", True)):
        reasons = Counter(row["reason"] for row in table(warehouse, model))
        assert reasons == Counter(each.reason for each in story.first.values() if each.reason and each.excluded == excluded)

    first = export.write()
    check_files(export, first, waiting)
    assert "run dbt build first" in export.refused("write", "--format", "generic")
    kept = {name: (export.folder / f"{first}-{name}.csv").read_bytes() for name in FORMATS}
    for name in FORMATS:
        (export.folder / f"{first}-{name}.csv").unlink()
    export.write("--batch", first)
    assert {name: (export.folder / f"{first}-{name}.csv").read_bytes() for name in FORMATS} == kept
    recorded = {row["file_format"]: row["sha256"] for row in table(warehouse, "navan_journal_statuses") if row["file_format"]}
    assert recorded == {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}

    # Transactions change before the ERP system has answered: what is on its way waits.
    before, after = entries_of(story.first), entries_of(story.second)
    lost = {key for key in before if key[:2] not in story.second}
    assert len(lost) > 10
    if warehouse.name == "duckdb":
        build(warehouse, SECOND, story.second_records)
        held = {key[:2] for key, lines in before.items() if unposted(lines) != unposted(after.get(key, Counter()))}
        assert entries(pending(warehouse)) == {key: lines for key, lines in after.items() if key not in before and key[:2] not in held}
        states = Counter(row["export_state"] for row in table(warehouse, "navan__journal_lines"))
        assert states["waiting"] > 0 and states["written"] > 0

    # It takes all but one document.
    refused = sorted({row["document_id"] for row in waiting})[0]
    export("reject", "--batch", first, "--document", refused)
    export("accept", "--batch", first)
    for document in sorted({row["document_id"] for row in waiting if row["currency_code"] == "KWD"} - {refused}):
        export("accept", "--batch", first, "--document", document)
    build(warehouse, SECOND, story.second_records, "--full-refresh")
    again = {key_of(row) for row in waiting if row["document_id"] == refused}
    assert again - lost
    changed = {key for key in before.keys() - again - lost if unposted(before[key]) != unposted(after.get(key, Counter()))}
    assert len(changed) > 10
    second_lines = pending(warehouse)
    originals = entries([row for row in second_lines if row["entry_type"] == "original"])
    assert originals == {key: lines for key, lines in after.items() if key not in before or key in changed | again}
    assert not lost & (originals.keys() | {key_of(row) for row in second_lines})
    unmapped = {key for key in changed if (story.second[key[:2]].reason or "").startswith("unknown")}
    reversals = entries([row for row in second_lines if row["entry_type"] == "reversal"])
    assert {key: unposted(lines) for key, lines in reversals.items()} == {key: unposted(before[key], -1) for key in changed - unmapped}
    assert min(row["posting_date"] for row in second_lines) == date(2026, 12, 1)
    versions = {(key_of(row), row["entry_type"]): row["entry_version"] for row in second_lines}
    assert {key: versions[key, "original"] for key in originals} == {key: 2 if key in changed else 1 for key in originals}
    assert {versions[key, "reversal"] for key in reversals} == {1}

    second = export.write()
    check_files(export, second, second_lines)
    build(warehouse, SECOND, story.second_records, "--full-refresh")
    assert pending(warehouse) == []
    assert export.write() == "nothing to export"
    assert ledger_in_force(warehouse) == {key: unposted(lines) for key, lines in [*after.items(), *((key, before[key]) for key in (lost - again) | unmapped)]}

    assert "there is no batch x" in export.refused("accept", "--batch", "x")
    assert f"batch {first} has no document y" in export.refused("reject", "--batch", first, "--document", "y")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"debit_amount": Decimal("9999999999.99")}, None),
        ({"credit_amount": Decimal("10000000000.00")}, "an amount has more than ten digits before the point"),
        ({"minor_units": 3, "currency_code": "BHD"}, "BHD has more than two decimals"),
        ({"netsuite_subsidiary": None}, "Example Ltd has no netsuite_subsidiary"),
    ],
)
def test_netsuite_refuses_what_it_can_not_hold(monkeypatch: pytest.MonkeyPatch, fields: Row, reason: str | None) -> None:
    monkeypatch.syspath_prepend(str(PACKAGE / "export"))
    from formats import NETSUITE

    line = {"minor_units": 2, "debit_amount": Decimal(1), "credit_amount": Decimal(0), "currency_code": "EUR", "legal_entity": "Example Ltd", "netsuite_subsidiary": "UK"}
    assert NETSUITE.refusal({**line, **fields}) == reason


@pytest.mark.parametrize(
    ("rate", "amount", "digits", "is_held"),
    [
        ("1", "9999999999.99", 2, True),
        ("0.868182", "2499.99", 2, True),
        ("0.868182", "2500.00", 2, False),
        ("0.868182", "249999.99", 0, True),
        ("0.868182", "250000.00", 0, False),
        ("0.868182", "249.99", 3, True),
        ("0.868182", "250.00", 3, False),
    ],
)
def test_sap_gets_a_rate_of_five_decimals_that_reproduces_the_amounts(monkeypatch: pytest.MonkeyPatch, rate: str, amount: str, digits: int, is_held: bool) -> None:
    monkeypatch.syspath_prepend(str(PACKAGE / "export"))
    from formats import SAP

    amounts = {"debit_amount": Decimal(amount), "credit_amount": Decimal(0), "entity_minor_units": digits}
    line = {**amounts, "exchange_rate": Decimal(rate), "legal_entity": "Example Ltd", "sap_company_code": "1001"}
    assert (SAP.refusal(line) is None, SAP.columns["KURSF"](line)) == (is_held, rate[:7])


def test_no_cell_begins_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGE / "export"))
    from cells import text

    assert [text(value) for value in ("=1", " +1", "\t-1", "\r\n@x", "06000", None, "a=b", "＝1")] == ["'=1", "'+1", "'-1", "'@x", "06000", "", "a=b", "'＝1"]
    assert text("x" * 60, 50) == "x" * 50


def check_files(export: Export, batch: str, lines: list[Row]) -> None:
    """Each waiting line is in each file once, unless NetSuite can not hold it; documents balance and are not too long."""
    wanted = Counter(row["external_id"] for row in lines)
    refused = {row["document_id"] for row in table(export.warehouse, "navan__netsuite_exceptions")}
    assert refused == {row["document_id"] for row in lines if row["currency_code"] == "KWD"} != set()
    generic, netsuite, sap = (export.rows(batch, name) for name in ("generic", "netsuite", "sap"))
    assert Counter(row["external_id"] for row in generic) == Counter(row["NAVAN_EXTERNAL_ID"] for row in sap) == wanted
    assert Counter(row["Journal Entry - Line: Navan External ID"] for row in netsuite) == Counter(row["external_id"] for row in lines if row["document_id"] not in refused)
    line = "Journal Entry - Line: "
    check_balance([(row["External ID"], row[f"{line}Debit"], row[f"{line}Credit"]) for row in netsuite])
    check_balance([(row["document_id"], row["debit_amount"], row["credit_amount"]) for row in generic])
    check_balance([(row["XBLNR"], *((row["WRBTR"], "") if row["SHKZG"] == "S" else ("", row["WRBTR"]))) for row in sap])
    for document in (group(netsuite, "External ID"), group(generic, "document_id"), group(sap, "XBLNR")):
        assert 2 < max(map(len, document.values())) <= MAX_LINES
    for rows, names in ((netsuite, ("Subsidiary", "Currency", "Date", "Exchange Rate")), (sap, ("BUKRS", "WAERS", "BUDAT", "KURSF"))):
        for members in group(rows, next(iter(rows[0])) if rows is netsuite else "XBLNR").values():
            assert len({tuple(row[name] for name in names) for row in members}) == 1
    cells = [cell for rows in (generic, netsuite, sap) for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert {"'=HYPERLINK(\"https://example.com\")", "'@SUM(1)", "'-1+2"} <= set(cells)
    codes = {row["account_code"] for row in lines}
    assert {row["account_code"] for row in generic} == codes
    assert any(code.startswith("0") for code in codes)
    assert {row["LIFNR"] for row in sap if row["BUKRS"] == "1002" and row["HKONT"] == ""} != set()


def check_balance(lines: list[tuple[str, str, str]]) -> None:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for document, debit, credit in lines:
        assert (debit == "") != (credit == "")
        totals[document] += Decimal(debit or 0) - Decimal(credit or 0)
    assert set(totals.values()) == {0}


def group(rows: list[dict[str, str]], name: str) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


Key = tuple[str, str, str]


def pending(warehouse: Warehouse) -> list[Row]:
    return [row for row in table(warehouse, "navan__journal_lines") if row["export_state"] == "to_export"]


def key_of(row: Row) -> Key:
    return row["record_source"], row["transaction_id"], row["journal_event"]


def entries(rows: list[Row]) -> dict[Key, Counter[Any]]:
    found: dict[Key, Counter[Any]] = defaultdict(Counter)
    for row in rows:
        amount = (row["debit_amount"] - row["credit_amount"]).normalize()
        found[key_of(row)][row["account_code"], amount, row["currency_code"], row["document_date"], row["posting_date"], row["cost_center"]] += 1
    return dict(found)


def entries_of(found: dict[tuple[str, str], Outcome]) -> dict[Key, Counter[Any]]:
    lines_of: dict[Key, Counter[Any]] = defaultdict(Counter)
    for key, outcome in found.items():
        for (event, account, amount, *rest), count in outcome.lines.items():
            lines_of[*key, event][account, amount.normalize(), *rest] += count
    return dict(lines_of)


def unposted(lines: Counter[Any], sign: int = 1) -> Counter[Any]:
    """Without the day of posting and the mapping to accounts, which make no new version."""
    plain: Counter[Any] = Counter()
    for (account, amount, currency, document_date, _, cost_center), count in lines.items():
        plain[account.removeprefix("9"), (sign * amount).normalize(), currency, document_date, cost_center] += count
    return plain


def ledger_in_force(warehouse: Warehouse) -> dict[Key, Counter[Any]]:
    """What remains of all lines that were written and not refused, a reversal taking away what it reverses."""
    rows = table(warehouse, "int_navan__journal_records")
    left: dict[Key, Counter[Any]] = defaultdict(Counter)
    for row in rows:
        amount = row["debit_amount"] - row["credit_amount"]
        sign = 1 if row["entry_type"] == "original" else -1
        line = row["account_code"].removeprefix("9"), (sign * amount).normalize(), row["currency_code"], row["document_date"], row["cost_center"]
        left[key_of(row)][line] += sign
    return {key: lines for key, counted in left.items() if (lines := Counter({line: n for line, n in counted.items() if n}))}
