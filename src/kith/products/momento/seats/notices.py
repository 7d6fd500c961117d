"""Letters about seats: to guests and hosts, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.language import _, locale_at
from kith.foundation.queries import load
from kith.products.momento import topics
from kith.web.pages import pattern

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "notices.sql")


def said_when(moment: datetime, zone: str) -> str:
    """A moment as people say it, in its own zone and the language in force."""
    return format_datetime(
        moment, pattern("EEEE d MMMM, HH:mm"), tzinfo=ZoneInfo(zone), locale=locale_at(zone)
    )


async def tell_seated(db: Session, house: House, invitation: UUID) -> None:
    """Guest and host learn of a confirmed seat."""
    about = await queries.about(db.connection, invitation=invitation)
    await notify(
        db,
        house,
        about["user_id"],
        lambda: _seated(about),
        product="Momento",
        topic=topics.CHANGES,
        purpose="seat.confirmed",
        key=f"seat-confirmed:{invitation}",
    )
    await notify(
        db,
        house,
        about["host_user"],
        lambda: _host_seated(about),
        product="Momento",
        topic=topics.HOSTING,
        purpose="host.seat_confirmed",
        key=f"host-seat-confirmed:{invitation}",
    )


async def tell_given_back(db: Session, house: House, invitation: UUID) -> None:
    """The host learns that a seat is free again."""
    about = await queries.about(db.connection, invitation=invitation)
    await notify(
        db,
        house,
        about["host_user"],
        lambda: Notice(
            subject=_("A seat is free again: %(title)s", title=about["title"]),
            text=_(
                "%(name)s cannot come to “%(title)s” after all. Whoever waits in line is asked first.",
                name=about["name"],
                title=about["title"],
            ),
            link=f"/momento/hosting/{about['event_id']}",
        ),
        product="Momento",
        topic=topics.HOSTING,
        purpose="host.seat_given_back",
        key=f"host-given-back:{invitation}",
    )


async def tell_offer(db: Session, house: House, invitation: UUID, until: datetime, entry: UUID) -> None:
    """Somebody from the line may have a seat now."""
    about = await queries.about(db.connection, invitation=invitation)
    await notify(
        db,
        house,
        about["user_id"],
        lambda: Notice(
            subject=_("A seat is free for you: %(title)s", title=about["title"]),
            text=_(
                "A seat at “%(title)s” is free, and it is yours until %(until)s. After that the next in line is asked.",
                title=about["title"],
                until=said_when(until, about["time_zone"]),
            ),
            link=f"/momento/invitations/{invitation}",
            hint=_("A seat is free for you. Two hours to say yes."),
        ),
        product="Momento",
        topic=topics.WAITING,
        purpose="waiting.offer",
        key=f"offer:{entry}:{until.isoformat()}",
    )


async def tell_card_refused(db: Session, house: House, invitation: UUID, entry: UUID) -> None:
    """The saved card did not go through; the offer stands."""
    about = await queries.about(db.connection, invitation=invitation)
    await notify(
        db,
        house,
        about["user_id"],
        lambda: Notice(
            subject=_("Please pay for your seat: %(title)s", title=about["title"]),
            text=_(
                "Your saved card was not accepted, so nothing was charged. The seat stays yours for now: pay another way."
            ),
            link=f"/momento/invitations/{invitation}",
        ),
        product="Momento",
        topic=topics.PAYMENTS,
        purpose="waiting.card_refused",
        key=f"card-refused:{entry}",
    )


def reminder(row: Any, before: str) -> Notice:
    """What a guest is told 48 h, 24 h or 2 h before the start."""
    when = said_when(row["starts_at"], row["time_zone"])
    place = ", ".join(part for part in (row["place"], row["address"]) if part)
    subject = {
        "48": _("In two days: %(title)s", title=row["title"]),
        "24": _("Tomorrow: %(title)s", title=row["title"]),
        "2": _("In two hours: %(title)s", title=row["title"]),
    }[before]
    parts = [_("%(when)s, %(place)s.", when=when, place=place)]
    if row["arrival_signpost"]:
        parts.append(row["arrival_signpost"])
    if before == "48":
        parts.append(_("If you cannot come, give your seat back now: somebody else will be glad of it."))
    if before == "2":
        parts.append(_("You can check in from half an hour before."))
    return Notice(
        subject=subject, text="\n\n".join(parts), link=f"/momento/invitations/{row['invitation_id']}"
    )


def _seated(about: Any) -> Notice:
    place = ", ".join(part for part in (about["place"], about["address"]) if part)
    parts = [
        _(
            "your seat at “%(title)s” is confirmed: %(when)s, %(place)s.",
            title=about["title"],
            when=said_when(about["starts_at"], about["time_zone"]),
            place=place,
        )
    ]
    if about["plus_one_name"]:
        parts.append(_("%(name)s has a seat beside you.", name=about["plus_one_name"]))
    if about["arrival_signpost"]:
        parts.append(about["arrival_signpost"])
    return Notice(
        subject=_("You are in: %(title)s", title=about["title"]),
        text="\n\n".join(parts),
        link=f"/momento/invitations/{about['id']}",
        hint=_("Your seat is confirmed."),
    )


def _host_seated(about: Any) -> Notice:
    text = (
        _(
            "%(name)s is coming to “%(title)s” and brings %(other)s.",
            name=about["name"],
            title=about["title"],
            other=about["plus_one_name"],
        )
        if about["plus_one_name"]
        else _("%(name)s is coming to “%(title)s”.", name=about["name"], title=about["title"])
    )
    return Notice(
        subject=_("%(name)s is coming", name=about["name"]),
        text=text,
        link=f"/momento/hosting/{about['event_id']}",
    )
