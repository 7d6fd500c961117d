"""The queue over JSON, for tools of moderators: the same rights, the same lines in the audit."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from kith.commons.safety import deciding, queue
from kith.commons.safety.deciding import Decided
from kith.commons.safety.queue import CaseFile, Waiting, Wanted
from kith.console.moderation.frame import LOOKS, Requested, moderator
from kith.foundation.pages import Page, limit_of
from kith.web.console_frame import only_with
from kith.web.request import house_of

_BASE = "/api/console/queue"
View = Literal["waiting", "mine", "escalated", "taken"]


class NewDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is decided about a case one has taken: an action it offers, why, the rule (else that of the category), for how many days."""

    action: Annotated[str, msgspec.Meta(max_length=40)]
    reason: Annotated[str, msgspec.Meta(min_length=5, max_length=4000)]
    facts: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    ground: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    days: Literal[0, 3, 7, 14, 30, 90] | None = None


class DecisionMade(msgspec.Struct, frozen=True):
    """The decision's id."""

    id: UUID


class NewHandover(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Giving a case back, or up, with a word to whoever takes it next."""

    escalate: bool = False
    handover: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(_BASE, tags=["console"], opt=only_with(*LOOKS))
async def listed(
    request: Requested,
    product: FromQuery[str | None] = None,
    queue_name: FromQuery[str | None] = None,
    view: FromQuery[View] = "waiting",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> Page[Waiting]:
    """Cases one may work on, by severity as it counts and by age."""
    admin, _may = await moderator(request)
    wanted = Wanted(
        products=(product,) if product else (), queues=(queue_name,) if queue_name else (), view=view
    )
    return await queue.page(house_of(request), admin, wanted, cursor, limit_of(limit))


@get(_BASE + "/{case:uuid}", tags=["console"], opt=only_with(*LOOKS))
async def one(request: Requested, case: FromPath[UUID]) -> CaseFile:
    """A case with its evidence and the history one's role may see. Looking is written down."""
    admin, _may = await moderator(request)
    found, _offered = await queue.case_file(house_of(request), admin, case)
    return found


@post(_BASE + "/{case:uuid}/claim", tags=["console"], status_code=204)
async def claim(request: Requested, case: FromPath[UUID]) -> None:
    """Take a case for thirty minutes."""
    admin, _may = await moderator(request, "decide")
    await deciding.claim(house_of(request), admin, case)


@post(_BASE + "/{case:uuid}/release", tags=["console"], status_code=204)
async def release(request: Requested, case: FromPath[UUID], data: JSONBody[NewHandover]) -> None:
    """Give a case back to the queue, or up to somebody more experienced."""
    admin, _may = await moderator(request, "decide")
    await deciding.release(house_of(request), admin, case, escalate=data.escalate, handover=data.handover)


@post(_BASE + "/{case:uuid}/decision", tags=["console"], status_code=201)
async def decide(request: Requested, case: FromPath[UUID], data: JSONBody[NewDecision]) -> DecisionMade:
    """Decide a case one has taken. Whoever it concerns gets the reasons; those who reported hear that we looked."""
    admin, _may = await moderator(request, "decide")
    decided = Decided(
        action=data.action, reason=data.reason, facts=data.facts, ground=data.ground, days=data.days
    )
    return DecisionMade(await deciding.decide(house_of(request), admin, case, decided))


ROUTES = [listed, one, claim, release, decide]
