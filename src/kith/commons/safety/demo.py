"""The desk of a demo: people of every role, so that whoever looks around sees what each sees, and an appeal finds somebody else to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

import msgspec

from kith.commons.audit.commands import appoint
from kith.commons.safety import team
from kith.commons.safety.queue import installed
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "demo.sql")
_ACTOR: Final = service("safety.demo")
_NAMES: Final = UUID("5c1d7a0e-3f0b-4e36-9d3c-0d5f1f4c7b21")


class Colleague(msgspec.Struct, frozen=True):
    """Somebody of the desk; `products` are those whose queues they work on."""

    name: str
    role: str
    does: str
    products: tuple[str, ...] = ()


DESK: Final = (
    Colleague("Robin", "ops", "runs the house (operator)"),
    Colleague("Hanno", "ops", "runs it too, answers appeals against Robin (operator)"),
    Colleague("Alva", "support", "moderates %s (operator)", ("momento", "hotmess")),
    Colleague("Igor", "support", "moderates %s (operator)", ("josh", "mentor", "attuned")),
    Colleague("Gail", "support", "helps people, moderates nothing (operator)"),
    Colleague("Tove", "engineering", "keeps it running (operator)"),
)


async def furnish(house: House) -> list[DemoSignIn]:
    """Appoint the desk of a house that has none; moderators only where one of their products is installed."""
    return [
        DemoSignIn(one.name, _does(house, one), await _appoint(house, one))
        for one in DESK
        if not one.products or installed(house, one.products)
    ]


def _does(house: House, one: Colleague) -> str:
    names = [product.name for product in house.products if product.slug in one.products]
    return (
        one.does % " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
        if names
        else one.does
    )


async def _appoint(house: House, one: Colleague) -> str:
    email = f"{one.name.lower()}@kith.example"
    person = uuid5(_NAMES, email)
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.colleague(db.connection, id=person, email=email, name=one.name)
        admin = await appoint(db, email, one.role)
    for product in installed(house, one.products) if one.products else ():
        await team.join(house, None, admin.id, product, "all")
    return f"{house.settings.public_url}/sign-in/demo/{person}?next=/console"
