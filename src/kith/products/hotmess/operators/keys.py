"""The keys that sign what is printed, and changing to the next."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from kith.products.hotmess.operators.frame import ADMINS, Requested
from kith.products.hotmess.tokens import rotation
from kith.web import forms
from kith.web.console_frame import Field, Form, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/keys"


class RotationForm(msgspec.Struct, frozen=True):
    expected: Annotated[str, msgspec.Meta(max_length=40)]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def show(request: Requested) -> Response[str]:
    await operator(request)
    found = await rotation.keys(house_of(request))
    table = Table(
        title="Keys",
        lead="Doors check codes with them, also without network.",
        columns=("Key", "Signs since", "Until", "Doors know it until", "Codes that are out"),
        rows=[
            (one.key_id, one.created_at, one.retired_at or "", one.checks_until or "", one.codes)
            for one in found
        ],
        empty="None.",
    )
    form = Form(
        title="Sign with another key",
        lead="New codes are signed with it at once. Codes that are out stay good until their end; nobody has to do anything.",
        action=PATH,
        button="Change the key",
        fields=(Field(name="reason", label="Why?"),),
        hidden={"expected": found[0].key_id},
    )
    return console_page(request, "Keys of printed codes", [table], forms=[form], product="hotmess")


@post(PATH, include_in_schema=False, status_code=200)
async def rotate(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, RotationForm)
    await rotation.rotate(house_of(request), admin, form.expected, form.reason)
    flash_next(request, "success", "Another key signs from now on.")
    return Redirect(PATH, status_code=303)


ROUTES = [show, rotate]
