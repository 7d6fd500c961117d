"""What the two are told when one says that the other was not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.language import _, later
from kith.products.mentor import topics
from kith.products.mentor.no_shows.machine import Decision
from kith.web.pages import clock_time, day, moment

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ROLES: Final = ("mentor", "mentee")
_SUBJECT: Final = later("About your session with %(name)s")
# Decision and role of the reader: what they read, and what they read of the money where the session cost something.
_OUTCOMES: Final = {
    ("mentor", "mentee"): later(
        "%(name)s was not there on %(when)s, so the session counts as called off by them."
    ),
    ("mentor", "mentor"): later(
        "By all we know you were not there on %(when)s. It counts as a session you called off."
    ),
    ("mentee", "mentor"): later("%(name)s was not there on %(when)s."),
    ("mentee", "mentee"): later(
        "By all we know you were not there on %(when)s. %(name)s kept the hour free for you."
    ),
    ("nobody", "mentor"): later(
        "Your session with %(name)s on %(when)s did not work out, and it was nobody’s doing. It counts against nobody."
    ),
    ("nobody", "mentee"): later(
        "Your session with %(name)s on %(when)s did not work out, and it was nobody’s doing. It counts against nobody."
    ),
    ("took_place", "mentor"): later(
        "We looked at it: your session with %(name)s on %(when)s took place, and so it stays written down."
    ),
    ("took_place", "mentee"): later(
        "We looked at it: your session with %(name)s on %(when)s took place, and so it stays written down."
    ),
}
_MONEY: Final = {
    ("mentor", "mentee"): later("What you paid is on its way back, all of it."),
    ("mentor", "mentor"): later("%(name)s gets everything back."),
    ("mentee", "mentor"): later("Nothing goes back; the hour was yours to be paid for."),
    ("mentee", "mentee"): later("So nothing is given back."),
    ("nobody", "mentor"): later("%(name)s gets everything back."),
    ("nobody", "mentee"): later("Your money is on its way back."),
}


def _role_of(row: Any, person: UUID) -> str:
    return "mentor" if row["mentor_user_id"] == person else "mentee"


def _other(role: str) -> str:
    return "mentee" if role == "mentor" else "mentor"


async def tell_reported(db: Session, house: House, row: Any, reporter: UUID, until: datetime) -> None:
    """The one reported learns of it, and until when they may object (service, with the change)."""
    role = _other(_role_of(row, reporter))
    costs = bool(row["price_cents"])
    consequence = {
        ("mentor", True): later(
            "If we hear nothing, %(name)s gets everything back and it counts as a session you called off."
        ),
        ("mentor", False): later("If we hear nothing, it counts as a session you called off."),
        ("mentee", True): later(
            "If we hear nothing, the session counts as missed by you and nothing is given back."
        ),
        ("mentee", False): later("If we hear nothing, the session counts as missed by you."),
    }[role, costs]
    await _tell(
        db,
        house,
        row,
        role,
        "reported",
        lambda: " ".join(
            (
                _said(row, role, later("%(name)s says that you were not there on %(when)s. Is that right?")),
                _(
                    "If not, say so on the session’s page until %(until)s, and our team looks at it.",
                    until=moment(until, row[f"{role}_zone"], "short"),
                ),
                _said(row, role, consequence),
            )
        ),
    )


async def tell_contradicted(db: Session, house: House, row: Any) -> None:
    """Each says that the other was not there (service, with the change)."""
    for role in _ROLES:
        await _tell(
            db,
            house,
            row,
            role,
            "contradicted",
            lambda role=role: _said(
                row,
                role,
                later(
                    "You and %(name)s each say that the other was not there on %(when)s. Our team looks at what we know and writes to both of you."
                ),
            ),
        )


async def tell_disputed(db: Session, house: House, row: Any, reported: UUID) -> None:
    """Whoever reported learns that the other sees it differently (service, with the change)."""
    role = _other(_role_of(row, reported))
    await _tell(
        db,
        house,
        row,
        role,
        "disputed",
        lambda: _said(
            row,
            role,
            later(
                "%(name)s says that they were there on %(when)s. Our team looks at it and writes to both of you."
            ),
        ),
    )


async def tell_decided(db: Session, house: House, row: Any, decision: Decision) -> None:
    """Both learn what it came to (service, with the change)."""
    for role in _ROLES:
        await _tell(
            db,
            house,
            row,
            role,
            "decided",
            lambda role=role: " ".join(
                _said(row, role, words)
                for words in (
                    _OUTCOMES[decision, role],
                    _MONEY.get((decision, role)) if row["price_cents"] else None,
                )
                if words is not None
            ),
        )


def _said(row: Any, role: str, words: str) -> str:
    start, zone = row["start_time"], row[f"{role}_zone"]
    sentence = _(
        words,
        name=row[f"{_other(role)}_name"] or _("somebody"),
        when=f"{day(start, zone)}, {clock_time(start, zone)}",
    )
    # It may begin with somebody who has left.
    return sentence[:1].upper() + sentence[1:]


async def _tell(
    db: Session, house: House, row: Any, role: str, purpose: str, text: Callable[[], str]
) -> None:
    await notify(
        db,
        house,
        row[f"{role}_user_id"],
        lambda: Notice(
            subject=_(_SUBJECT, name=row[f"{_other(role)}_name"] or _("somebody")),
            text=text(),
            link=f"/mentor/sessions/{row['id']}",
            hint=_("About a session of yours."),
        ),
        product="Mentor",
        topic=topics.STANDING,
        purpose=f"no_show.{purpose}",
        key=f"no-show:{row['id']}:{purpose}:{role}",
    )
