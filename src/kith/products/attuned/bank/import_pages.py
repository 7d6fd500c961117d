"""Bringing in a file of cards, and the report of what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from litestar import Response, get, post

from kith.foundation.errors import Invalid, Problem
from kith.products.attuned.bank import commands
from kith.products.attuned.bank.frame import ACTOR, PATH, ROLES, Requested, schema
from kith.products.attuned.bank.importing import LARGEST, ReadCard, read_cards
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, filled, only, operator
from kith.web.media import FORM_AROUND, uploaded
from kith.web.request import house_of

SHOWN_OF_A_FILE: Final = 200


class ImportForm(msgspec.Struct, frozen=True):
    file: Any = None
    pasted: str = ""
    approved: bool = False


_FORM: Final = Form(
    title="A file",
    action=f"{PATH}/import",
    button="Read it",
    fields=(
        Field(
            name="file",
            label="File",
            type="file",
            required=False,
            hint=(
                "At most 8 MB. Columns: type, rating, intensity, text, and if you like tags, domains, preference_keys, power_role, "
                "hard_boundaries, active_bodyparts, partner_bodyparts, requires_consent_negotiation, audience_scope."
            ),
        ),
        Field(name="pasted", label="Or paste it", type="textarea", required=False),
        Field(
            name="approved",
            label="Approve what passes the checks",
            type="checkbox",
            hint="Otherwise every card waits for somebody to read it.",
        ),
    ),
)


def _import_page(request: Requested, form: Form, problem: Problem | None = None) -> Response[str]:
    return console_page(
        request,
        "Import cards",
        [],
        lead="CSV with a first line of column names, or JSON in the shape of the table. A card that is in the bank already is left out.",
        links=[Link("All cards", PATH)],
        forms=[form],
        product="attuned",
        problem=problem,
    )


@get(PATH + "/import", include_in_schema=False, opt=only(*ROLES))
async def show_import(request: Requested) -> Response[str]:
    await operator(request)
    return _import_page(request, _FORM)


@post(
    PATH + "/import",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=2 * LARGEST + FORM_AROUND,
)
async def import_cards(request: Requested) -> Response[str]:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, ImportForm)
    try:
        file = await uploaded(request, "file", at_most=LARGEST)
        data = file.data if file is not None else form.pasted.encode()
        if not data.strip():
            raise Invalid("Please choose a file, or paste what is in it.", field="file")
        # Thousands of cards take seconds to check; others are served meanwhile.
        read = await asyncio.to_thread(read_cards, data)
    except Invalid as problem:
        return _import_page(request, await filled(request, _FORM), problem)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        imported = await commands.bring_in(db, admin, read, approved=form.approved)
    refused = [one for one in read if one.card is None]
    completed = [one for one in read if one.card is not None and one.notes and one not in imported.known]
    return console_page(
        request,
        "What became of it",
        [
            _report("Refused", refused, "Every card could be read and passes the checks."),
            _report("In the bank already", imported.known, "All of them were new."),
            _report("Completed by us", completed, "Nothing had to be added."),
        ],
        facts=[("New", imported.added), ("Refused", len(refused)), ("Known", len(imported.known))],
        links=[Link("All cards", PATH), Link("Another file", f"{PATH}/import")],
        product="attuned",
    )


def _report(title: str, read: Sequence[ReadCard], empty: str) -> Table:
    return Table(
        title=title,
        columns=("Card", "Begins", "Why"),
        rows=[
            (one.number, one.beginning, " ".join((*one.refusals, *one.notes)))
            for one in read[:SHOWN_OF_A_FILE]
        ],
        empty=empty,
        lead=f"The first {SHOWN_OF_A_FILE}." if len(read) > SHOWN_OF_A_FILE else "",
    )


ROUTES = [show_import, import_cards]
