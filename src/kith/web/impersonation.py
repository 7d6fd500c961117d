"""What an operator who looks as a member may do: open the pages that a product shows to operators. Everything else is refused at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kith.commons.impersonation import commands
from kith.commons.impersonation.commands import Impersonation
from kith.foundation.errors import Problem, Refused
from kith.foundation.language import _, later
from kith.web import cookies

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_READS: Final = frozenset({"GET", "HEAD"})
_THE_OPERATORS_OWN: Final = ("/console/", "/static/", "/hooks/")
_NOTHING_CHANGES: Final = later(
    "You are looking as %(name)s, so nothing can be changed. Stop looking, then do it as yourself."
)
_THEIRS_ALONE: Final = later("This page is for %(name)s alone; it is not shown to us.")


async def of(
    house: House, operator: Person | None, jar: dict[str, str], scope: MutableMapping[str, Any]
) -> Impersonation | None:
    """As whom this browser looks, if it does. Programs that sign with a token of their own never do.

    Raises:
        Unavailable: the database is away, so nobody knows: nothing is answered.
    """
    token = jar.get(cookies.impersonation_name(house))
    if not token or operator is None or _signs(scope):
        return None
    return await commands.live(house, operator, token)


def is_the_operators_own(path: str) -> bool:
    """Pages on which an operator stays who they are: the console, and what belongs to nobody."""
    return path in ("/", "/console") or path.startswith(_THE_OPERATORS_OWN)


def refusal(house: House, seen: Impersonation, method: str, path: str) -> Problem | None:
    """Why a request is not answered while somebody looks; None when it may be."""
    if method not in _READS:
        return Refused(_(_NOTHING_CHANGES, name=seen.name), slug="looking-only")
    if product_of(house, path) is None:
        return Refused(_(_THEIRS_ALONE, name=seen.name), slug="theirs-alone")
    return None


def product_of(house: House, path: str) -> str | None:
    """The product that shows this page to operators; None when none does."""
    parts = path.strip("/").split("/")
    for product in house.products:
        if any(_fits(pattern.strip("/").split("/"), parts) for pattern in product.shown_to_operators):
            return product.slug
    return None


def _fits(pattern: list[str], parts: list[str]) -> bool:
    return len(pattern) == len(parts) and all(
        want in ("*", part) for want, part in zip(pattern, parts, strict=True)
    )


def _signs(scope: MutableMapping[str, Any]) -> bool:
    return any(name == b"authorization" for name, _value in scope["headers"])
