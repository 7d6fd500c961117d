"""The language switch: a form at the foot of every page, which works without script, and the same on the account page."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.response import Redirect

from kith.commons.identity import languages as written
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.language import _, languages
from kith.web import cookies, forms
from kith.web.local_path import local_path
from kith.web.pages import flash_next
from kith.web.request import house_of, visitor

_ACTOR = service("identity.language")


class LanguageForm(msgspec.Struct, frozen=True):
    """The language's tag, and the page to come back to."""

    language: Annotated[str, msgspec.Meta(max_length=20)]
    next: str = "/"


@post("/language", include_in_schema=False, status_code=200)
async def choose(request: Request[Any, Any, Any]) -> Redirect:
    """This browser's pages, and the letters to whoever is signed in, are in this language from now on.

    Raises:
        Invalid: not a language we speak.
    """
    house, person = house_of(request), visitor(request)
    form = await forms.read(request, LanguageForm)
    if form.language not in languages(house).tags:
        raise Invalid("We do not speak that language yet.", field="language")
    request.scope["state"]["set_cookies"].append(cookies.speak(house, form.language))
    if person is not None:
        async with house.database.session(_ACTOR, "kith") as db:
            await written.remember(db, person.id, form.language)
        with languages(house).speaking(form.language):
            flash_next(request, "success", _("From now on we write to you in English."))
    return Redirect(local_path(form.next, "/"), status_code=303)


ROUTES = [choose]
