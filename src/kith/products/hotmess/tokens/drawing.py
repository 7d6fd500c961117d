"""A code as a picture: SVG for screens, PNG to send, PDF to print."""

from __future__ import annotations

import io
from typing import Final

import segno
from markupsafe import Markup

_A6: Final = (105.0, 148.0)
_SIDE: Final = 78.0
"""Millimetres of the printed code: read from an arm's length."""


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")


def inline(text: str) -> Markup:
    """SVG for a page, always dark on white."""
    drawn = _code(text).svg_inline(
        border=3, omitsize=True, svgclass="qr__picture", lineclass=None, dark="#140c12", light="#ffffff"
    )
    return Markup(drawn)  # noqa: S704 - segno's own drawing of our text


def svg(text: str) -> bytes:
    """An SVG file."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=4, dark="#000000", light="#ffffff")
    return out.getvalue()


def png(text: str) -> bytes:
    """A PNG of ten pixels a module."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=10, border=4, dark="#000000", light="#ffffff")
    return out.getvalue()


def pdf(text: str, title: str, lines: list[str], spelled: str) -> bytes:
    """A sheet of A6: the title, a few lines, the code, and how to type it."""
    # Imported here because it brings font tools, which a start does not wait for.
    from fpdf import FPDF

    sheet = FPDF(unit="mm", format=_A6)
    sheet.set_auto_page_break(auto=False)
    sheet.set_margin(8)
    sheet.set_title(_latin(title))
    sheet.add_page()
    sheet.set_font("Helvetica", "B", 15)
    sheet.multi_cell(0, 7, _latin(title), align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("Helvetica", "", 10)
    for line in lines:
        sheet.multi_cell(0, 5, _latin(line), align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.image(io.BytesIO(png(text)), x=(_A6[0] - _SIDE) / 2, y=44, w=_SIDE, h=_SIDE)
    sheet.set_y(44 + _SIDE + 3)
    sheet.set_font("Courier", "", 9)
    sheet.multi_cell(0, 5, spelled, align="C")
    return bytes(sheet.output())


def _latin(text: str) -> str:
    # The fonts of every PDF reader know Latin-1 only.
    return text.encode("latin-1", "replace").decode("latin-1")
