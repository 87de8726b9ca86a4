"""What the ledger has to hold, from the API's records and the seeds. Definitions: dbt/DECISIONLOG.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from . import records as r
from .records import Record

DIGITS = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3}
SPENDING = ("card_charge", "card_refund", "out_of_pocket")
Seeds = dict[str, list[dict[str, str]]]
# Event, account, amount (a debit is positive), currency, date of the document, date of posting, cost centre.
Line = tuple[str, str, Decimal, str, date, date, str | None]


@dataclass(frozen=True)
class Settings:
    """The package's variables."""

    start: date = date(2026, 9, 15)
    currency: str = "legal_entity"
    direction: str = "posted_per_original"
    personal_amount: str = "included"
    fx_fees: str = "rows"
    personal_parts: str = "receivable"
    reimbursements: str = "fields"
    rebates: str = "payment"
    uncoded: bool = False

    def variables(self) -> dict[str, Any]:
        return {
            "navan_ledger_start_date": self.start.isoformat(),
            "navan_posting_owner": "this_package",
            "navan_journal_currency": self.currency,
            "navan_exchange_rate_direction": self.direction,
            "navan_personal_amount": self.personal_amount,
            "navan_fx_fees": self.fx_fees,
            "navan_other_fees": "rows",
            "navan_personal_parts": self.personal_parts,
            "navan_reimbursements": self.reimbursements,
            "navan_rebates": self.rebates,
            "navan_uncoded_card_spend": self.uncoded,
        }


@dataclass
class Outcome:
    """Posted if there is no reason."""

    reason: str | None
    excluded: bool = False
    lines: Counter[Line] = field(default_factory=Counter)


class Excepted(Exception):
    pass


class Excluded(Exception):
    pass


class Ledger:
    def __init__(self, seeds: Seeds, settings: Settings) -> None:
        self.settings = settings
        self.currencies = {row["legal_entity"]: row["currency_code"] for row in seeds["navan_legal_entities"]}
        self.roles = {(row["account_role"], row.get("legal_entity"), row.get("card_program")): row["account_code"] for row in seeds["navan_account_roles"]}
        self.codes = {row["gl_code_number"]: row["account_code"] for row in seeds["navan_gl_accounts"]}
        self.types = {(row["transaction_source"], row["transaction_type"], row["activity_type"] or None): row for row in seeds["navan_signs"]}
        self.meanings = {(row["status_field"], row["status_value"]): row["meaning"] for row in seeds["navan_statuses"]}
        self.periods = seeds["navan_periods"]
        self.taxes = {(row["legal_entity"], row["tax_code"]): row for row in seeds["navan_tax"]}

    def outcome(self, t: Record) -> Outcome:
        try:
            lines = Counter(self._lines(t))
        except Excluded as why:
            return Outcome(str(why), True)
        except Excepted as why:
            return Outcome(str(why))
        return Outcome(None, False, lines) if lines else Outcome("nothing_to_post", True)

    def _lines(self, t: Record) -> list[Line]:
        kind = self._type(t)
        event = kind["ledger_event"]
        self._status(t, event)
        settings, entity = self.settings, t["legal_entity"]
        posted = r.number(t, "posted_amount") * (-1 if kind["amount_sign"] == "negative" else 1)
        personal, rejected, fx_fee = (r.number(t, name) or Decimal(0) for name in ("personal_amount", "rejected_amount", "fx_fee_amount"))
        is_card = event in ("card_charge", "card_refund")
        if event not in SPENDING:
            personal = rejected = fx_fee = Decimal(0)
        gross = posted + (personal if settings.personal_amount == "excluded" else 0)
        if gross == 0 and posted == 0:
            raise Excluded("nothing_to_post")
        if gross < 0 and kind["is_reversible"] == "no":
            raise Excepted("unexpected_sign")
        convert, currency = self._conversion(t, posted)
        fee = fx_fee if settings.fx_fees == "inside" and is_card else Decimal(0)
        if event in SPENDING and settings.currency == "card":
            self._check_rate(t, (gross - fee) * posted / abs(posted) if posted else gross - fee, kind["amount_sign"])
        days = {"": r.day(t, "last_approver_action_date" if event == "out_of_pocket" else "posted_date"), "reimbursement": r.day(t, "reimbursement_date")}
        lines: list[Line] = []

        def add(role: str, amount: Decimal, name: str = "", account: str | None = None, cost_center: str | None = None) -> None:
            if amount != 0:
                day = days[name if name == "reimbursement" else ""]
                lines.append((name or _event(event), account or self._account(role, t), amount, currency, day, self._posting(entity, day), cost_center))

        if event in SPENDING:
            self._spend(t, event, gross, posted, personal, rejected, fee, fx_fee, convert, add)
            return lines
        debit, credit = self._pair(event)
        add(debit, convert(gross))
        add(credit, -convert(gross))
        if event == "dispute_won":
            add("dispute_clearing", convert(gross), "dispute_won")
            add("dispute_expense", -convert(gross), "dispute_won")
        return lines

    def _type(self, t: Record) -> dict[str, str]:
        key = t["transaction_source"], t["transaction_type"]
        kind = self.types.get((*key, r.text(t, "activity_type"))) or self.types.get((*key, None))
        is_accrued = kind is not None and kind["ledger_event"] == "out_of_pocket" and r.text(t, "approval_status") == "APPROVED"
        day = r.day(t, "posted_date") or (r.day(t, "last_approver_action_date") if is_accrued else None)
        if r.number(t, "posted_amount") is None or day is None:
            raise Excluded("not_posted_yet")
        if day < self.settings.start:
            raise Excluded("before_start_date")
        if kind is None:
            raise Excepted("unknown_type")
        return kind

    def _status(self, t: Record, event: str) -> None:
        sync = self.meanings.get(("erp_sync_status", r.text(t, "erp_sync_status") or ""))
        if sync is None:
            raise Excepted("unknown_erp_sync_status")
        if sync == "synced":
            raise Excluded("synced_by_navan")
        if event in SPENDING:
            approval = self.meanings.get(("approval_status", r.text(t, "approval_status") or ""))
            if approval is None:
                raise Excepted("unknown_approval_status")
            if event == "out_of_pocket" and approval != "approved":
                raise Excluded({"pending": "expense_not_approved", "rejected": "expense_rejected"}[approval])
        if event == "rebate_accrual" and self.settings.rebates == "payment":
            raise Excluded("rebate_is_income_when_paid")
        if event == "reimbursement" and self.settings.reimbursements == "fields":
            raise Excluded("reimbursement_is_in_its_expenses")
        if event == "fx_fee" and self.settings.fx_fees != "rows":
            raise Excepted("fx_fee_is_a_transaction")

    def _conversion(self, t: Record, posted: Decimal):
        """From the posted currency to the journal's."""
        own, books = t["posted_currency"], self.currencies[t["legal_entity"]]
        if own == books:
            return (lambda amount: amount), own
        of_books = r.number(t, "billable_entity_amount")
        if of_books is None or posted == 0:
            raise Excepted("no_amount_in_entity_currency")
        if self.settings.currency == "card":
            rate = r.quotient(abs(of_books), abs(posted), 9)
            if abs(abs(posted) * rate - abs(of_books)) > _unit(books):
                raise Excepted("rate_does_not_give_amounts")
            return (lambda amount: amount), own
        rate = Fraction(abs(of_books)) / Fraction(abs(posted))
        return (lambda amount: _rounded(Fraction(amount) * rate, books)), books

    def _check_rate(self, t: Record, bought: Decimal, sign: str) -> None:
        own, original = t["posted_currency"], t["original_currency"]
        if own == original:
            return
        rate = r.number(t, "exchange_rate")
        if rate is None:
            raise Excepted("no_rate")
        paid = abs(r.number(t, "original_amount"))
        wanted, unit, other = abs(bought), _unit(own), _unit(original)
        if self.settings.direction == "original_per_posted":
            paid, wanted, unit, other = wanted, paid, other, unit
        if abs(paid * rate - wanted) > max(unit, other * rate):
            raise Excepted("rate_does_not_give_amounts")

    def _spend(self, t, event, gross, posted, personal, rejected, fee, fx_fee, convert, add) -> None:
        is_card = event != "out_of_pocket"
        own, entity = t["posted_currency"], t["legal_entity"]
        whole = is_card and self.meanings[("approval_status", t["approval_status"])] != "approved"
        items = r.listed(t, "line_items")
        if any(item["legal_entity"] != entity for item in items):
            raise Excepted("intercompany")
        amounts = [abs(r.number(item, "amount")) for item in items]
        rounding = posted - sum(amounts) if items else Decimal(0)
        if abs(rounding) > _unit(own):
            raise Excepted("line_items_miss_amount")
        business = gross - personal - rejected - fee
        if not is_card and business == 0:
            raise Excluded("nothing_to_post")
        tax, tax_account = self._tax(t, business, posted - fee) if not whole else (Decimal(0), None)
        if whole:
            rounding = Decimal(0)
        expense = Decimal(0) if whole else business - tax - rounding
        control = convert(gross if is_card else business)
        taken = convert(tax) + convert(rounding) + (convert(personal) + convert(fee) if is_card else 0)
        uncoded = Decimal(0) if not is_card else convert(rejected) if expense else control - taken
        if uncoded and not self.settings.uncoded:
            reasons = {"pending": "charge_not_approved", "rejected": "charge_rejected", "approved": "charge_partly_rejected"}
            raise Excepted(reasons[self.meanings[("approval_status", t["approval_status"])]])
        direction = -1 if event == "card_refund" else 1
        left = control - taken - uncoded if expense or not is_card else Decimal(0)
        currency = self.currencies[entity] if self.settings.currency == "legal_entity" else own
        divided = [(amount, holder) for amount, holder in _allocated(left, amounts, items or [t], currency) if amount]
        if any(r.text(holder, "gl_code_number") is None for _, holder in divided) and not (is_card and self.settings.uncoded):
            raise Excepted("no_gl_code")
        for amount, holder in divided:
            add("", direction * amount, account=self._expense_account(t, holder), cost_center=r.text(holder, "cost_center") or r.text(t, "cost_center"))
        add("tax", direction * convert(tax), account=tax_account)
        add("rounding", direction * convert(rounding))
        add("uncoded_card_spend", direction * uncoded)
        if is_card:
            add(self._personal_role(), direction * convert(personal))
            add("card_fees", direction * convert(fee))
            add("card_liability", -direction * control)
            if self.settings.fx_fees == "added":
                add("card_fees", direction * convert(fx_fee), "fx_fee_of_charge")
                add("card_liability", -direction * convert(fx_fee), "fx_fee_of_charge")
            return
        add("employee_payable", -control)
        if self.settings.reimbursements == "fields" and r.day(t, "reimbursement_date"):
            paid = self._reimbursed(t, convert, currency)
            add("employee_payable", control, "reimbursement")
            add("bank", -paid, "reimbursement")
            add("fx_gain_loss", paid - control, "reimbursement")

    def _tax(self, t: Record, business: Decimal, taxed: Decimal) -> tuple[Decimal, str | None]:
        details = t["tax_details"] if isinstance(t["tax_details"], dict) else {}
        row = self.taxes.get((t["legal_entity"], r.text(details, "tax_code")))
        if row is None or taxed == 0:
            return Decimal(0), None
        own = t["posted_currency"]
        recoverable = _rounded(Fraction(abs(r.number(details, "tax_amount") or 0)) * Fraction(row["recoverable_share"]), own)
        return _rounded(Fraction(recoverable) * Fraction(business) / Fraction(taxed), own), row["account_code"]

    def _reimbursed(self, t: Record, convert, currency: str) -> Decimal:
        amount, paid_in, own = r.number(t, "reimbursement_amount"), t["reimbursement_currency"], t["posted_currency"]
        if paid_in == currency:
            return amount
        if paid_in == own:
            return convert(amount)
        rate = Fraction(r.number(t, "reimbursement_exchange_rate").quantize(Decimal("1e-9"), context=r.EXACT))
        return convert(_rounded(Fraction(amount) / rate if self.settings.direction == "posted_per_original" else Fraction(amount) * rate, own))

    def _personal_role(self) -> str:
        return "employee_receivable" if self.settings.personal_parts == "receivable" else "personal_expense"

    def _pair(self, event: str) -> tuple[str, str]:
        """Debited and credited."""
        return {
            "repayment_bank": ("bank", self._personal_role()),
            "repayment_card": ("card_liability", self._personal_role()),
            "fx_fee": ("card_fees", "card_liability"),
            "card_fee": ("card_fees", "card_liability"),
            "bank_fee": ("bank_fees", "bank"),
            "rebate_accrual": ("rebate_receivable", "rebate_income"),
            "rebate_payment": ("card_liability", "rebate_income" if self.settings.rebates == "payment" else "rebate_receivable"),
            "dispute_open": ("card_liability", "dispute_clearing"),
            "dispute_won": ("card_liability", "dispute_clearing"),
            "dispute_lost": ("card_liability", "dispute_clearing"),
            "dispute_reversal": ("dispute_clearing", "card_liability"),
            "adjustment": ("adjustments", "card_liability"),
            "adjustment_credit": ("card_liability", "adjustments"),
            "statement_payment": ("card_liability", "bank"),
            "reimbursement": ("employee_payable", "bank"),
        }[event]

    def _account(self, role: str, t: Record) -> str:
        entity, program = t["legal_entity"], r.text(t, "card_program_name")
        for key in ((role, entity, program), (role, None, program), (role, entity, None), (role, None, None)):
            if key in self.roles:
                return self.roles[key]
        raise Excepted("unknown_account")

    def _expense_account(self, t: Record, holder: Record) -> str:
        code = r.text(holder, "gl_code_number")
        if code is None:
            return self._account("uncoded_card_spend", t)
        if code not in self.codes:
            raise Excepted("unknown_gl_code")
        return self.codes[code]

    def _posting(self, entity: str, day: date) -> date:
        for period in sorted((each for each in self.periods if each["legal_entity"] == entity), key=lambda each: each["first_date"]):
            if period["status"] == "open" and date.fromisoformat(period["last_date"]) >= day:
                return max(day, date.fromisoformat(period["first_date"]))
        raise Excepted("no_open_period")


def _event(event: str) -> str:
    return "dispute_credit" if event in ("dispute_open", "dispute_won", "dispute_lost") else event


def _unit(currency: str) -> Decimal:
    return Decimal(1).scaleb(-DIGITS[currency])


def _rounded(value: Fraction, currency: str) -> Decimal:
    """To the minor unit, half away from zero."""
    scaled = abs(value) * 10 ** DIGITS[currency]
    units = int(scaled * 2 + 1) // 2
    return Decimal(units if value >= 0 else -units).scaleb(-DIGITS[currency])


def _allocated(whole: Decimal, amounts: list[Decimal], holders: list[Record], currency: str) -> list[tuple[Decimal, Record]]:
    """In proportion to `amounts`: each gets what is due up to it, less what is due before it."""
    weights = amounts or [Decimal(1)]
    total, done, result = sum(weights), Decimal(0), []
    for n, holder in enumerate(holders):
        due = _rounded(Fraction(whole) * Fraction(sum(weights[: n + 1])) / Fraction(total), currency) if total else Decimal(0)
        result.append((due - done, holder))
        done = due
    return result
