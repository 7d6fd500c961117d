"""Coming by, and operators' corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.products.hotmess import topics
from kith.products.hotmess.xp.reads import queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

ACTOR: Final = service("hotmess.xp")
MOST: Final = 1_000_000


async def come_by(house: House, person: UUID) -> int | None:
    """Somebody of HOTMESS is here: the run of days if this is the first time today where they live, else None."""
    async with house.database.session(ACTOR, schema(house)) as db:
        days: int | None = await queries.come_by(db.connection, person=person)
    return days


async def adjust(house: House, admin: Admin, username: str, amount: int, reason: str) -> str:
    """Correct somebody's balance: `applied` at once up to 1,000 a day and person, else `proposed` until a second operator decides.

    Raises:
        Invalid: with the field.
    """
    if amount == 0 or abs(amount) > MOST:
        raise Invalid("Write a number between -1,000,000 and 1,000,000 that is not 0.", field="amount")
    async with house.database.session(ACTOR, schema(house)) as db:
        member = await queries.member(db.connection, username=username.strip())
        if member is None:
            raise Invalid("There is no member of that name.", field="username")
        row = await queries.adjust(
            db.connection, person=member["user_id"], amount=amount, reason=reason, by=admin.id
        )
        await record(
            db,
            admin=admin,
            action=f"xp.{row['state']}",
            target_type="xp_adjustment",
            target_id=row["adjustment_id"],
            reason=reason,
            payload={"amount": amount},
            product="hotmess",
        )
        if row["state"] == "applied":
            await _tell(db, house, member["user_id"], amount, reason, row["adjustment_id"])
    return str(row["state"])


async def decide(house: House, admin: Admin, adjustment: UUID, apply: bool) -> str:
    """Apply or decline a proposed correction, as the second person.

    Raises:
        NotFound: there is no such correction.
        Conflict: it was one's own proposal, or it is decided.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        before = await queries.adjustment(db.connection, id=adjustment)
        if before is None:
            raise NotFound
        if before["state"] != "proposed":
            raise Conflict("That is decided already.", slug="decided")
        outcome: str = await queries.decide(db.connection, adjustment=adjustment, by=admin.id, apply=apply)
        if outcome == "second_person":
            raise Conflict("You proposed it; somebody else has to decide.", slug="second-person")
        if outcome != ("applied" if apply else "declined"):
            raise Conflict("Somebody decided otherwise a moment ago.", slug="decided")
        await record(
            db,
            admin=admin,
            action=f"xp.{outcome}",
            target_type="xp_adjustment",
            target_id=adjustment,
            reason=before["reason"],
            payload={"amount": before["amount"]},
            product="hotmess",
        )
        if apply:
            await _tell(db, house, before["user_id"], before["amount"], before["reason"], adjustment)
    return outcome


async def _tell(db: Session, house: House, person: UUID, amount: int, reason: str, adjustment: UUID) -> None:
    await notify(
        db,
        house,
        person,
        _letter(amount, reason),
        product="HOTMESS",
        topic=topics.XP,
        purpose="xp.adjusted",
        key=f"xp:adjusted:{adjustment}",
    )


def _letter(amount: int, reason: str) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(
            subject=_("Your XP was corrected"),
            text=_(
                "We corrected your balance by %(amount)s XP: %(reason)s\n\nYour XP page shows every line.",
                amount=f"{amount:+,}",
                reason=reason,
            ),
            link="/hotmess/xp",
        )

    return write
