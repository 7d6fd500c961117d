"""Posts that the checks held back."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.products.hotmess.operators.frame import MODERATORS, Requested
from kith.products.hotmess.threads import commands as threads
from kith.web import forms
from kith.web.console_frame import Do, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/posts"


class PostDecision(msgspec.Struct, frozen=True):
    to_state: Literal["visible", "hidden", "removed"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*MODERATORS))
async def held_back(request: Requested) -> Response[str]:
    await operator(request)
    rows = await threads.held_back(house_of(request))
    table = Table(
        title="Held back",
        lead="The rules' checks noticed something. Nobody but its author sees it until you have read it.",
        columns=("Under", "What it says", "Noticed", "Since", "", ""),
        rows=[
            (
                Link(row["title"], f"/hotmess/beacons/{row['beacon_id']}"),
                row["body"],
                ", ".join(found for part in row["moderation_flags"].values() for found in part),
                row["created_at"],
                Do("Let it show", f"{PATH}/{row['id']}", asks="Why?", fields={"to_state": "visible"}),
                Do("Remove", f"{PATH}/{row['id']}", asks="Why?", fields={"to_state": "removed"}),
            )
            for row in rows
        ],
        empty="Nothing is held back.",
    )
    return console_page(request, "Posts", [table], product="hotmess")


@post(PATH + "/{post_id:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, post_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    form = await forms.read(request, PostDecision)
    await threads.moderate(house_of(request), admin, post_id, form.to_state, reason_in(form.reason))
    flash_next(request, "success", "Done.")
    return Redirect(PATH, status_code=303)


ROUTES = [held_back, decide]
