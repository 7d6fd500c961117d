"""The moderators' queue as operators may read it: cases by severity and age, a case with its evidence and the person's history, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import msgspec

from kith.commons.audit.commands import Admin, record
from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.commons.safety import actions, deciding, rights
from kith.commons.safety import commands as safety
from kith.commons.safety.deciding import ACTOR
from kith.foundation import pages as keyset
from kith.foundation.database import to_structs
from kith.foundation.errors import NotFound
from kith.foundation.moderation import Action
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "queue.sql")
QUEUES: Final = ("general", "safety", "market")
VIEWS: Final[dict[str, tuple[str, ...]]] = {
    "waiting": ("open", "queued", "escalated"),
    "escalated": ("escalated",),
    "taken": ("assigned",),
}
PAGE: Final = 50
_REPORTS_SHOWN: Final = 100


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the queue. `urgency` is the severity as it counts, 1 to 5; `weight` how much those who reported count together."""

    id: UUID
    product: str
    content_type: str
    category: str
    severity: int
    urgency: int
    queue: str
    state: str
    report_count: int
    weight: float
    opened_at: datetime
    escalated: bool
    appealed: bool
    assigned_email: str | None
    claim_expires_at: datetime | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report, without who made it. `weight`: how much it counts, 0 to 1; `evidence`: pages of the console it points to."""

    category: str
    words: str | None
    snapshot: dict[str, Any] | None
    weight: float | None
    at: datetime
    evidence: list[tuple[str, str]] = []


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """Something decided about the same person before."""

    case_id: UUID | None
    product: str
    action: str
    category: str | None
    reason: str
    at: datetime
    lasts_until: datetime | None
    reversed: bool


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of this case."""

    id: UUID
    action: str
    reason: str
    decided_by: str | None
    at: datetime
    lasts_until: datetime | None
    appeal_state: str | None
    reversed: bool
    is_reversal: bool


class Strike(msgspec.Struct, frozen=True, kw_only=True):
    """A strike that counts."""

    product: str
    strike_type: str
    points: int
    reason: str | None
    window_end: datetime


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """A case with what an operator may see of it. `offered` are the actions their role may take; `products` those whose history is shown."""

    id: UUID
    product: str
    content_type: str
    category: str
    severity: int
    urgency: int
    queue: str
    state: str
    report_count: int
    weight: float
    opened_at: datetime
    claim_expires_at: datetime | None
    assigned_email: str | None
    mine: bool
    escalated: bool
    handover: str | None
    outcome: str | None
    person: str | None
    person_page: str | None
    snapshot: dict[str, Any] | None
    has_picture: bool
    told: list[Told]
    decisions: list[Decision]
    products: list[str]
    history: list[Before]
    strikes: list[Strike]
    hold: str
    reported_before: list[tuple[str, int, int]]
    offered: list[str]


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """How many cases wait in a queue at an urgency; a thousand is a thousand or more."""

    product: str
    queue: str
    urgency: int
    waiting: int
    oldest: datetime


class Cursor(msgspec.Struct, array_like=True, frozen=True):
    """The last case seen."""

    priority: int
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    id: UUID


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What of the queue is looked at; empty is everything. `urgency` None: every one."""

    products: Sequence[str] = ()
    queues: Sequence[str] = ()
    view: str = "waiting"
    urgency: int | None = None


def installed(house: House, wanted: Sequence[str] = ()) -> list[str]:
    """The slugs of products that are installed, among those wanted."""
    return [product.slug for product in house.products if not wanted or product.slug in wanted]


def _waiting(row: Any) -> Waiting:
    return Waiting(
        id=row["id"],
        product=row["product"],
        content_type=row["content_type"],
        category=row["category"],
        severity=row["severity"],
        urgency=6 - row["priority"],
        queue=row["queue"],
        state=row["state"],
        report_count=row["report_count"],
        weight=float(row["weight"]),
        opened_at=row["opened_at"],
        escalated=row["escalated"],
        appealed=row["appealed"],
        assigned_email=row["assigned_email"],
        claim_expires_at=row["claim_expires_at"],
    )


async def page(
    house: House, admin: Admin, wanted: Wanted, cursor: str | None = None, size: int = PAGE
) -> keyset.Page[Waiting]:
    """A page of the cases an operator may work on.

    Raises:
        Invalid: not a cursor of ours.
    """
    after = keyset.decode_as(cursor, Cursor)
    async with house.database.session(ACTOR, "kith") as db:
        if wanted.view == "mine":
            return keyset.Page([_waiting(row) async for row in queries.mine(db.connection, admin=admin.id)])
        rows = queries.waiting(
            db.connection,
            admin=admin.id,
            products=installed(house, wanted.products),
            queues=list(wanted.queues or QUEUES),
            states=list(VIEWS[wanted.view]),
            at_most=size + 1,
            first=1 if wanted.urgency is None else 6 - wanted.urgency,
            last=5 if wanted.urgency is None else 6 - wanted.urgency,
            after_priority=None if after is None else after.priority,
            after_opened=None if after is None else after.at,
            after_id=None if after is None else after.id,
        )
        found = [_waiting(row) async for row in rows]
    more = None
    if len(found) > size:
        del found[size:]
        more = keyset.encode(Cursor(6 - found[-1].urgency, found[-1].opened_at, found[-1].id))
    return keyset.Page(found, more)


async def numbers(house: House) -> list[Number]:
    """How many wait, by product, queue and urgency."""
    async with house.database.session(ACTOR, "kith") as db:
        rows = queries.numbers(db.connection, products=installed(house), queues=list(QUEUES))
        return [
            Number(
                product=row["product"],
                queue=row["queue"],
                urgency=6 - row["priority"],
                waiting=row["waiting"],
                oldest=row["oldest"],
            )
            async for row in rows
        ]


async def history_of(house: House, db: Any, admin: Admin) -> list[str]:
    """The products whose history of a person an operator may see."""
    may = await rights.of_operator(db, admin.id)
    if "history.all" in may:
        return installed(house)
    if "history.own" not in may:
        return []
    own = [row["product"] async for row in queries.products_worked_on(db.connection, admin=admin.id)]
    return installed(house, own) if own else []


def _words(details: dict[str, Any]) -> str | None:
    said = [details.get("comments") or details.get("description") or details.get("words")]
    said += [again.get("comments") or again.get("description") for again in details.get("again", ())]
    return "\n".join(words for words in said if words) or None


async def picture(house: House, admin: Admin, case: UUID) -> StoredFile:
    """The picture a case is about as it was reported, taken away or not; written down.

    Raises:
        NotFound: it is about none, or that is gone; or the case is not in this operator's queues.
    """
    async with house.database.session(ACTOR, await deciding.schema_of(house, case)) as db:
        row = await deciding.queries.one(db.connection, case_id=case)
        if row is None or not await deciding.queries.works_on(db.connection, admin=admin.id, case_id=case):
            raise NotFound
        about = deciding.case_of(row)
        hooks = house.product(about.product).moderation
        file = None if hooks is None else hooks.picture(about)
        if file is None:
            raise NotFound
        found = await files.known_to_moderators(db, file)
        await record(
            db,
            admin=admin,
            action="case.picture_seen",
            target_type="case",
            target_id=case,
            product=about.product,
        )
        return found


async def case_file(house: House, admin: Admin, case: UUID) -> tuple[CaseFile, list[Action]]:
    """A case with its evidence and the history of whom it is about, as far as this operator's role sees it; written down.

    Raises:
        NotFound: there is none, or not in their queues.
    """
    async with house.database.session(ACTOR, await deciding.schema_of(house, case)) as db:
        row = await deciding.queries.one(db.connection, case_id=case)
        if row is None or not await deciding.queries.works_on(db.connection, admin=admin.id, case_id=case):
            raise NotFound
        about = deciding.case_of(row)
        hooks = house.product(about.product).moderation
        person = about.person_id
        name = None if hooks is None or person is None else await hooks.name_of(house, db, person)

        def evidence(details: dict[str, Any]) -> list[tuple[str, str]]:
            return [] if hooks is None else list(hooks.evidence(about, details))

        told = [
            Told(
                category=one["report_type"],
                words=_words(one["details"]),
                snapshot=one["snapshot"],
                weight=None if one["weight"] is None else float(one["weight"]),
                at=one["created_at"],
                evidence=evidence(one["details"]),
            )
            async for one in queries.reports(db.connection, case_id=case, at_most=_REPORTS_SHOWN)
        ]
        told += [
            Told(
                category=one["incident_type"],
                words=None,
                snapshot=None,
                weight=None,
                at=one["created_at"],
                evidence=evidence(one["details"]),
            )
            async for one in queries.incidents(db.connection, case_id=case)
        ]
        decisions = [
            Decision(
                id=one["id"],
                action=one["action"],
                reason=one["reason"],
                decided_by=one["decided_by"],
                at=one["created_at"],
                lasts_until=one["lasts_until"],
                appeal_state=one["appeal_state"],
                reversed=one["reversed"],
                is_reversal=one["reverses"] is not None,
            )
            async for one in queries.decisions_of(db.connection, case_id=case)
        ]
        products = await history_of(house, db, admin)
        history: list[Before] = []
        strikes: list[Strike] = []
        before: list[tuple[str, int, int]] = []
        if person is not None:
            history = [
                Before(
                    case_id=one["case_id"],
                    product=one["product"],
                    action=one["action"],
                    category=one["category"],
                    reason=one["reason"],
                    at=one["created_at"],
                    lasts_until=one["lasts_until"],
                    reversed=one["reversed"],
                )
                async for one in queries.history(
                    db.connection, person=person, products=products, but_case=case
                )
            ]
            strikes = to_structs(
                Strike,
                [one async for one in queries.strikes(db.connection, person=person, products=products)],
            )
            before = [
                (one["product"], one["cases"], one["upheld"])
                async for one in queries.reported_before(
                    db.connection, person=person, products=products, but_case=case
                )
            ]
        offered = await deciding.offered(db, house, admin.id, about)
        hold = "none" if person is None or not products else await safety.hold_state(db, person)
        await record(
            db, admin=admin, action="case.opened", target_type="case", target_id=case, product=about.product
        )
        mine = (
            row["assigned_to"] == admin.id and row["state"] == "assigned" and row["claim_expires_at"] > db.now
        )
    found = CaseFile(
        has_picture=hooks is not None and hooks.picture(about) is not None,
        id=row["id"],
        product=row["product"],
        content_type=row["content_type"],
        category=row["category"],
        severity=row["severity"],
        urgency=row["urgency"],
        queue=row["queue"],
        state=row["state"],
        report_count=row["report_count"],
        weight=float(row["weight"]),
        opened_at=row["opened_at"],
        claim_expires_at=row["claim_expires_at"],
        assigned_email=row["assigned_email"],
        mine=mine,
        escalated=row["escalated"],
        handover=row["handover"],
        outcome=row["outcome"],
        person=name,
        person_page=None if hooks is None or person is None else hooks.person_page(person),
        snapshot=row["snapshot"],
        told=told,
        decisions=decisions,
        products=products,
        history=history,
        strikes=strikes,
        hold=hold,
        reported_before=before,
        offered=[action.key for action in offered],
    )
    return found, offered


def labels(house: House, product: str) -> dict[str, str]:
    """What each action of a product is called, untranslated."""
    return {action.key: action.label for action in (*actions.all_of(house, product), actions.REINSTATE)}
