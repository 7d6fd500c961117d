"""What handlers ask of a request: the house, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.commons.identity.person import Person
from kith.foundation.errors import SignInNeeded

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.house import House


def house_of(request: Request[Any, Any, Any]) -> House:
    return request.scope["state"]["house"]


def visitor(request: Request[Any, Any, Any]) -> Person | None:
    """Whoever is signed in, or nobody."""
    return request.scope["state"]["person"]


def person_of(request: Request[Any, Any, Any]) -> Person:
    """Whoever is signed in.

    Raises:
        SignInNeeded: nobody is.
    """
    person = visitor(request)
    if person is None:
        raise SignInNeeded("Please sign in first.")
    return person
