"""What a product tells the moderators' queue: what its cases are about, what can be done to it, and how that is undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.errors import Conflict

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided about: a thing of a kind, whose it is (if anybody's), and how it stood when it was reported last."""

    id: UUID
    product: str
    content_type: str
    content_id: UUID
    person_id: UUID | None
    category: str
    snapshot: dict[str, Any]


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that is being carried out or taken back. `admin` is the operator (`commons/audit`), `until` the day it lapses."""

    case: Case
    decision: UUID
    admin: Any
    reason: str
    until: datetime | None = None


Carry = Callable[["House", "Session", Deed], Awaitable[None]]


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be decided. `letter` is its key.

    `apply` and `reverse` run in the transaction that decides, in the product's schema, and leave alone what is gone already; without `reverse`
    only the word is taken back. `fits`: whether it can be done here. `restricts` says it in the European transparency database's terms; None
    when it restricts nobody. `days`: lapses after as many, unless chosen otherwise. `follows` and `follows_back`: what it, and taking it back,
    means for whom it concerns, in sentences that their letter says.
    """

    key: str
    label: str
    letter: str
    apply: Carry | None = None
    reverse: Carry | None = None
    fits: Callable[[Case], bool] = lambda case: True
    restricts: Mapping[str, Any] | None = None
    days: int | None = None
    follows: tuple[str, ...] = ()
    follows_back: tuple[str, ...] = ()


CONTENT_REMOVED: Final = {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]}
CONTENT_DISABLED: Final = {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]}
ACCOUNT_SUSPENDED: Final = {
    "decision_account": "DECISION_ACCOUNT_SUSPENDED",
    "account_type": "ACCOUNT_TYPE_PRIVATE",
}
ACCOUNT_TERMINATED: Final = ACCOUNT_SUSPENDED | {"decision_account": "DECISION_ACCOUNT_TERMINATED"}
SELLER_SUSPENDED: Final = ACCOUNT_SUSPENDED | {"account_type": "ACCOUNT_TYPE_BUSINESS"}
"""What an action `restricts`."""


def person_of(deed: Deed) -> UUID:
    """Whom a deed is about; only asked where the action fits cases about somebody.

    Raises:
        Conflict: whoever it was has left.
    """
    if deed.case.person_id is None:
        raise Conflict("Whoever it was about has left.", slug="left")
    return deed.case.person_id


def about(*content_types: str) -> Callable[[Case], bool]:
    """Fits cases about things of these kinds."""
    return lambda case: case.content_type in content_types


def about_somebody(case: Case) -> bool:
    """Fits cases about a person who is known."""
    return case.person_id is not None


class Moderation(msgspec.Struct, frozen=True, kw_only=True):
    """A product's part in the queue. `name_of` answers what somebody is called there (None: not there); `person_page` and `evidence` are
    pages of the console: the person's, and what a report's details point to (label, address). `picture`: the file of the product's that a
    case is about, by its snapshot. `kinds` names kinds of things.
    """

    name_of: Callable[[House, Session, UUID], Awaitable[str | None]]
    person_page: Callable[[UUID], str | None] = lambda person: None
    evidence: Callable[[Case, Mapping[str, Any]], Sequence[tuple[str, str]]] = lambda case, details: ()
    picture: Callable[[Case], UUID | None] = lambda case: None
    actions: Sequence[Action] = ()
    kinds: Mapping[str, str] = {}
