"""Deleting one's account: what goes, what stays and why, now or after two weeks to think again."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.identity import sessions
from kith.commons.privacy import clock, personal_data, requests
from kith.commons.privacy.requests import ACTOR, PAGE
from kith.foundation.language import _, later
from kith.web import cookies, forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
PATH: Final = "/account/delete"
_WORD: Final = later("DELETE")


class DeleteForm(msgspec.Struct, frozen=True):
    confirm: Annotated[str, msgspec.Meta(max_length=40)] = ""
    when: Literal["later", "now"] = "later"


def _context(request: Requested, error: str) -> dict[str, Any]:
    return {
        "word": _(_WORD),
        "goes": [
            _("Your name, number, e-mail address, birthday and place."),
            _("Everything you told us and everything we concluded from it."),
            _("Your texts, pictures, sessions and passkeys."),
            _(
                "Your place in anything that has not taken place yet; the others are told that somebody cannot come."
            ),
        ],
        "stays": [(owner.name, owner.stays()) for owner in personal_data.owners(house_of(request))],
        "error": error,
    }


@get(PATH, include_in_schema=False)
async def show(request: Requested) -> Response[str]:
    person_of(request)
    return page(request, "account/delete.html", _context(request, ""))


@post(PATH, include_in_schema=False, status_code=200)
async def ask(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, DeleteForm)
    if form.confirm.strip().upper() not in (_WORD, _(_WORD).upper()):
        again = _("Please type %(word)s to confirm.", word=_(_WORD))
        return page(request, "account/delete.html", _context(request, again), status=422)
    async with house.database.session(ACTOR, "kith") as db:
        await sessions.insist(db, person)
    asked = await requests.ask(house, person, "delete", at_once=form.when == "now")
    if await clock.delete_now(house, asked):
        return gone(request, str(asked))
    flash_next(request, "success", "Noted. How it stands is shown here.")
    return Redirect(PAGE, status_code=303)


def gone(request: Requested, asked: str) -> Redirect:
    """Out, to the receipt."""
    request.scope["state"]["set_cookies"].extend(cookies.forget(house_of(request)))
    flash_next(request, "info", "Your account is deleted. Take care.")
    return Redirect(f"/receipts/{asked}", status_code=303)


ROUTES = [show, ask]
