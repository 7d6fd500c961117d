"""Whom an operator means: by the address or number they sign in with, or by their own number, as pages about them give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.flags.switches import queries as people
from kith.commons.identity.addresses import read_address
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.queries import load
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

queries = load(__file__, "whom.sql")
HINT: Final = "The address or telephone number they sign in with, or their number of 36 characters."
_ACTOR: Final = service("console.whom")


async def whom(request: Request[Any, Any, Any], typed: str, *, field: str) -> UUID:
    """The person's number.

    Raises:
        Invalid: no address, or nobody's; with the field.
    """
    number = _number(typed)
    address = "" if number is not None else read_address(typed).value
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        if number is None:
            number = await people.person_at(db.connection, address=address)
        elif not await queries.is_there(db.connection, id=number):
            number = None
    if number is None:
        raise Invalid("Nobody signs in with that address.", field=field)
    return number


def asked_for(request: Request[Any, Any, Any]) -> str:
    """The person that a link to a page's form names, by their number; empty for none."""
    number = _number(request.query_params.get("person", ""))
    return "" if number is None else str(number)


def _number(typed: str) -> UUID | None:
    try:
        return UUID(typed.strip())
    except ValueError:
        return None
