"""A receipt as a PDF: one page, made of the fonts that every reader of PDFs has, so that no font travels with it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from babel import numbers

from kith.commons.billing.minor_units import digits_of
from kith.foundation.language import _, speech, tag
from kith.web.pages import day

if TYPE_CHECKING:
    from fpdf import FPDF

    from kith.products.mentor.receipts.reads import Receipt

_MARGIN: Final = 22
_INK: Final = (29, 36, 51)
_SOFT: Final = (100, 106, 125)


def _plain(text: str) -> str:
    """Text that the standard fonts can show (Latin-1): other letters lose their marks, what has no Latin form becomes a question mark."""
    shown: list[str] = []
    for letter in (
        unicodedata.normalize("NFC", text).replace("–", "-").replace("’", "'").replace("\u202f", " ")
    ):
        if letter.encode("latin-1", "ignore"):
            shown.append(letter)
        else:
            bare = unicodedata.normalize("NFKD", {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}.get(letter, letter))
            shown.append(bare.encode("latin-1", "ignore").decode("latin-1") or "?")
    return "".join(shown)


def sum_of(minor_units: int, currency: str) -> str:
    """A sum with its currency's letters: signs such as that of the euro are not in the standard fonts."""
    code = currency.upper()
    digits = digits_of(code)
    value = numbers.format_decimal(
        minor_units / 10**digits,
        format=f"#,##0.{'0' * digits}" if digits else "#,##0",
        locale=speech().locale,
    )
    return f"{value} {code}"


def subject_of(receipt: Receipt) -> str:
    """What was paid for, in the reader's language."""
    if receipt.sessions is not None:
        return _(
            "Package: %(sessions)s sessions of %(minutes)s minutes with %(name)s",
            sessions=receipt.sessions,
            minutes=receipt.minutes,
            name=receipt.mentor_name or _("a mentor"),
        )
    return _(
        "%(minutes)s minutes with %(name)s, %(day)s",
        minutes=receipt.minutes,
        name=receipt.mentor_name or _("a mentor"),
        day=day(receipt.session_at, receipt.zone, "d MMMM y") if receipt.session_at else "",
    )


def pdf(receipt: Receipt) -> bytes:
    """The receipt as a file, in the reader's language."""
    # Imported here because it brings font tools, which a start does not wait for.
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_creation_date(receipt.issued_at)
    page.set_title(_plain(f"{_('Receipt')} {receipt.number}"))
    page.set_lang(tag())
    page.set_margins(_MARGIN, _MARGIN)
    page.add_page()
    is_refund = receipt.kind == "refund"
    _say(page, "Mentor", 11, bold=True, soft=True)
    page.ln(8)
    _say(page, _("Receipt for a refund") if is_refund else _("Receipt"), 24, bold=True)
    _say(page, f"{receipt.number} · {day(receipt.issued_at, 'UTC', 'd MMMM y')}", 11, soft=True)
    page.ln(8)
    _pair(page, _("Paid back to") if is_refund else _("Paid by"), receipt.payer_name, receipt.payer_email)
    _pair(page, _("For"), subject_of(receipt))
    if receipt.of_receipt:
        _pair(page, _("Belongs to receipt"), receipt.of_receipt)
    _pair(page, _("Payment"), _("card, through Stripe"), receipt.reference)
    page.ln(4)
    _line(page)
    _sum(page, _("Given back") if is_refund else _("Paid"), receipt.amount_cents, receipt.currency, bold=True)
    for one in receipt.refunds:
        label = _("Given back on %(day)s", day=day(one.at, "UTC", "d MMMM y"))
        _sum(page, f"{label} {one.receipt or ''}".strip(), -one.amount_cents, receipt.currency)
    if receipt.refunds:
        _line(page)
        _sum(page, _("In the end"), receipt.kept_cents, receipt.currency, bold=True)
    page.ln(12)
    _say(
        page,
        _("This receipt was made by a machine and is valid without a signature. It is no tax invoice."),
        9,
        soft=True,
    )
    return bytes(page.output())


def _say(page: FPDF, text: str, size: int, *, bold: bool = False, soft: bool = False) -> None:
    page.set_font("Helvetica", "B" if bold else "", size)
    page.set_text_color(*(_SOFT if soft else _INK))
    page.multi_cell(0, size * 0.55, _plain(text), new_x="LMARGIN", new_y="NEXT")


def _pair(page: FPDF, label: str, value: str, below: str = "") -> None:
    _say(page, label, 9, soft=True)
    _say(page, value or "-", 12)
    if below:
        _say(page, below, 10, soft=True)
    page.ln(3)


def _line(page: FPDF) -> None:
    page.set_draw_color(*_SOFT)
    page.line(_MARGIN, page.get_y(), page.w - _MARGIN, page.get_y())
    page.ln(3)


def _sum(page: FPDF, label: str, minor_units: int, currency: str, *, bold: bool = False) -> None:
    page.set_font("Helvetica", "B" if bold else "", 12)
    page.set_text_color(*_INK)
    page.cell(110, 8, _plain(label))
    page.cell(0, 8, _plain(sum_of(minor_units, currency)), align="R", new_x="LMARGIN", new_y="NEXT")
