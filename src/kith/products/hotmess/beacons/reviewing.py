"""What moderators decide about beacons: live, sent back, disabled, reinstated, archived. Each is audited, and its owner told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.hotmess import topics
from kith.products.hotmess.beacons.commands import queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("hotmess.reviewing")
DECISIONS: Final = {
    "approve": ("pending_review", "live"),
    "send_back": ("pending_review", "draft"),
    "disable": ("live", "disabled"),
    "reinstate": ("disabled", "live"),
    "archive": ("expired", "archived"),
}
_NEEDS_REASON: Final = ("send_back", "disable")


async def decide(house: House, admin: Admin, beacon: UUID, decision: str, reason: str = "") -> None:
    """Take a beacon to the state of a decision (see DECISIONS). `reason` is for its owner and the audit.

    Raises:
        NotFound: there is no such beacon or decision.
        Conflict: it is elsewhere by now, or its time is over.
    """
    if decision not in DECISIONS:
        raise NotFound
    before, after = DECISIONS[decision]
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, beacon=beacon)
        if row is None:
            raise NotFound
        if after == "live" and row["expires_at"] <= db.now:
            raise Conflict("Its time is over; it cannot go live any more.", slug="over")
        if decision == "disable" and row["state"] == "expired":
            raise Conflict("Its time is over.", slug="over")
        moved = await queries.move(
            db.connection,
            beacon=beacon,
            to_state=after,
            from_state=before,
            notes=reason.strip() or None,
            by=admin.id,
        )
        if moved is None:
            raise Conflict(
                _("That is not possible while it is “%(state)s”.", state=row["status"]), slug="elsewhere"
            )
        await record(
            db,
            admin=admin,
            action=f"beacon.{decision}",
            target_type="beacon",
            target_id=beacon,
            reason=reason.strip() or None,
            before={"status": before},
            after={"status": after},
            product="hotmess",
        )
        await announce(db, f"beacon:{beacon}")
        if decision != "archive":
            await notify(
                db,
                house,
                row["owner_id"],
                _letter(decision, row["title"], reason.strip(), beacon),
                product="HOTMESS",
                topic=topics.REVIEWS,
                purpose=f"beacon.{decision}",
                key=f"beacon:{decision}:{beacon}:{db.now.isoformat()}",
            )


def _letter(decision: str, title: str, reason: str, beacon: UUID) -> Callable[[], Notice]:
    def write() -> Notice:
        subject, text = {
            "approve": (
                _("%(title)s is on", title=title),
                _("“%(title)s” is live. People find it under Tonight from now on.", title=title),
            ),
            "send_back": (
                _("%(title)s needs another look", title=title),
                _(
                    "We looked at “%(title)s” and sent it back to you: %(reason)s\n\nChange it and hand it in again whenever you like.",
                    title=title,
                    reason=reason,
                ),
            ),
            "disable": (
                _("%(title)s was taken down", title=title),
                _(
                    "We took “%(title)s” down: %(reason)s\n\nIf you see that differently, answer to this: somebody else looks at it.",
                    title=title,
                    reason=reason,
                ),
            ),
            "reinstate": (
                _("%(title)s is back", title=title),
                _("“%(title)s” is live again. Sorry for the interruption.", title=title),
            ),
        }[decision]
        return Notice(subject=subject, text=text, link=f"/hotmess/beacons/{beacon}")

    return write


def needs_reason(decision: str) -> bool:
    """Whether a decision is not taken without saying why."""
    return decision in _NEEDS_REASON
