"""An order's invoice as a PDF: one or two pages in the fonts every reader has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from babel import numbers

from kith.commons.billing.minor_units import digits_of
from kith.foundation.language import _, speech, tag
from kith.products.hotmess.cart.address import address_lines
from kith.web.pages import day

if TYPE_CHECKING:
    from fpdf import FPDF

    from kith.products.hotmess.orders.issuing import Issuer
    from kith.products.hotmess.orders.reads import HotmessOrder

_MARGIN: Final = 22
_INK: Final = (24, 20, 30)
_SOFT: Final = (104, 98, 116)


def _plain(text: str) -> str:
    """Text that the standard fonts can show (Latin-1); other letters lose their marks."""
    shown: list[str] = []
    for letter in (
        unicodedata.normalize("NFC", text).replace("–", "-").replace("’", "'").replace("\u202f", " ")
    ):
        if letter.encode("latin-1", "ignore"):
            shown.append(letter)
        else:
            bare = unicodedata.normalize("NFKD", letter).encode("latin-1", "ignore").decode("latin-1")
            shown.append(bare or "?")
    return "".join(shown)


def sum_of(minor_units: int, currency: str) -> str:
    """A sum with its currency's letters: not every sign is in the standard fonts."""
    digits = digits_of(currency)
    value = numbers.format_decimal(
        minor_units / 10**digits,
        format=f"#,##0.{'0' * digits}" if digits else "#,##0",
        locale=speech().locale,
    )
    return f"{value} {currency}"


def issuer_lines(issuer: Issuer) -> list[str]:
    """Whom the invoice is from, line by line; what is not known is left out."""
    lines = [issuer.name, *(part.strip() for part in issuer.address.replace("\n", ";").split(";"))]
    if issuer.tax_number:
        lines.append(_("Tax number %(number)s", number=issuer.tax_number))
    return [line for line in lines if line]


def pdf(order: HotmessOrder, issuer: Issuer) -> bytes:
    """The invoice of a paid order, in the reader's language."""
    issued = order.paid_at or order.created_at
    # Imported here because it brings font tools, which a start does not wait for.
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_creation_date(issued)
    page.set_title(_plain(f"{_('Invoice')} {order.invoice_number}"))
    page.set_lang(tag())
    page.set_margins(_MARGIN, _MARGIN)
    page.add_page()
    _say(page, "HOTMESS", 11, bold=True, soft=True)
    page.ln(8)
    _say(page, _("Invoice"), 24, bold=True)
    _say(page, f"{order.invoice_number} · {day(issued, 'UTC', 'd MMMM y')}", 11, soft=True)
    page.ln(8)
    _pair(page, _("Sold by"), *issuer_lines(issuer))
    _pair(page, _("For"), *(address_lines(order.shipping_address) or ["-"]))
    _line(page)
    for item in order.items:
        _sum(page, f"{item.quantity} x {item.title}", item.total_price_pence, order.currency)
        if item.tax_basis_points:
            rate = numbers.format_decimal(item.tax_basis_points / 100, locale=speech().locale)
            said = _(
                "of which %(tax)s tax at %(rate)s %%", tax=sum_of(item.tax_pence, order.currency), rate=rate
            )
            _say(page, said, 9, soft=True)
    if order.shipping_method:
        _sum(page, _("Sending"), order.shipping_pence, order.currency)
    _line(page)
    _sum(page, _("Paid"), order.total_pence, order.currency, bold=True)
    _say(page, _("of which tax: %(tax)s", tax=sum_of(order.tax_pence, order.currency)), 9, soft=True)
    page.ln(3)
    for refund in order.refunds:
        label = _("Given back on %(day)s", day=day(refund.created_at, "UTC", "d MMMM y"))
        _sum(page, f"{label}: {refund.title or _('Sending')}", -refund.amount_pence, order.currency)
    if order.refunds:
        _line(page)
        _sum(page, _("In the end"), order.total_pence - order.refunded_pence, order.currency, bold=True)
    page.ln(10)
    _say(page, _("This was made by a machine and is valid without a signature."), 9, soft=True)
    return bytes(page.output())


def _say(page: FPDF, text: str, size: int, *, bold: bool = False, soft: bool = False) -> None:
    page.set_font("Helvetica", "B" if bold else "", size)
    page.set_text_color(*(_SOFT if soft else _INK))
    page.multi_cell(0, size * 0.55, _plain(text), new_x="LMARGIN", new_y="NEXT")


def _pair(page: FPDF, label: str, *lines: str) -> None:
    _say(page, label, 9, soft=True)
    for line in lines:
        _say(page, line, 12)
    page.ln(3)


def _line(page: FPDF) -> None:
    page.set_draw_color(*_SOFT)
    page.line(_MARGIN, page.get_y(), page.w - _MARGIN, page.get_y())
    page.ln(3)


def _sum(page: FPDF, label: str, minor_units: int, currency: str, *, bold: bool = False) -> None:
    page.set_font("Helvetica", "B" if bold else "", 12)
    page.set_text_color(*_INK)
    top = page.get_y()
    page.multi_cell(115, 6.5, _plain(label), new_x="LMARGIN", new_y="NEXT")
    below = page.get_y()
    page.set_xy(_MARGIN + 115, top)
    page.cell(0, 6.5, _plain(sum_of(minor_units, currency)), align="R", new_x="LMARGIN", new_y="NEXT")
    page.set_y(max(below, page.get_y()))
