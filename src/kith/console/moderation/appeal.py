"""An appeal, and its answer by somebody else than who decided."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.safety import actions, appeals
from kith.console.moderation.frame import PATH, Requested, moderator
from kith.console.moderation.listing import names
from kith.foundation.language import _
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only_with
from kith.web.pages import flash_next
from kith.web.request import house_of


class AppealAnswer(msgspec.Struct, frozen=True):
    outcome: Literal["ask", "upheld", "reversed"]
    words: Annotated[str, msgspec.Meta(max_length=4000)] = ""


@get(PATH + "/appeals/{decision:uuid}", include_in_schema=False, opt=only_with("appeals"))
async def show(request: Requested, decision: FromPath[UUID]) -> Response[str]:
    admin, _may = await moderator(request)
    house = house_of(request)
    row, said = await appeals.to_read(house, admin, decision)
    reasons: dict[str, Any] = row["statement"] or {}
    table = Table(
        title=_("What was said"),
        columns=(_("Who"), _("Words"), _("When")),
        rows=[(_("We") if one["from_house"] else _("They"), one["body"], one["created_at"]) for one in said],
        empty=_("Nothing."),
    )
    form = Form(
        title=_("Answer"),
        lead=_("They read it. Reversing takes the decision back, and with it what it did."),
        action=f"{PATH}/appeals/{row['appeal_id']}/answer",
        button=_("Answer"),
        fields=(
            Field(
                name="outcome",
                label=_("What comes of it"),
                options=(
                    ("ask", _("Ask back")),
                    ("upheld", _("The decision stands")),
                    ("reversed", _("Take it back")),
                ),
            ),
            Field(name="words", label=_("Words"), type="textarea"),
        ),
    )
    own = row["admin_id"] == admin.id
    return console_page(
        request,
        _("An appeal"),
        [table],
        lead=_("You decided this one; somebody else looks at the appeal.") if own else "",
        facts=[
            (_("Decided"), _(actions.label_of(house, row["product"], row["action"]))),
            (_("Product"), names(request)[row["product"]]),
            (_("Reason"), row["reason"]),
            (_("What happened"), reasons.get("facts")),
            (_("Which rule"), reasons.get("ground")),
            (_("Appeal"), row["appeal_state"]),
        ],
        links=[Link(_("All appeals"), f"{PATH}/appeals"), Link(_("The case"), f"{PATH}/{row['case_id']}")],
        forms=[form] if row["appeal_state"] == "open" and not own else (),
    )


@post(PATH + "/appeals/{made:uuid}/answer", include_in_schema=False, status_code=200)
async def answer(request: Requested, made: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "appeals")
    form = await forms.read(request, AppealAnswer)
    await appeals.answer(house_of(request), admin, made, form.words, outcome=form.outcome)
    flash_next(request, "success", "Sent.")
    return Redirect(f"{PATH}/appeals", status_code=303)


ROUTES = [show, answer]
