"""Notices: what a product tells a member, written in the member's language, with the change that causes it.

A notice stands in the member's centre, and goes by e-mail, text and push as its topic is by itself and as they chose (`deciding`). A push
is sent only when there is a hint fit for a locked screen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import msgspec

from kith.commons.messaging import outbox, unsubscribing
from kith.commons.messaging.deciding import Decision, decide
from kith.commons.messaging.outbox import MailedInvitation
from kith.commons.messaging.wishes import Member, member
from kith.commons.privacy import person_keys
from kith.foundation.language import _, languages
from kith.foundation.product import Topic
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "notices.sql")


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What is said. `text` goes between greeting and farewell; `link` is a path of this site, put below it.

    `hint` may be seen by anybody who glances at a phone: no names, no places.
    """

    subject: str
    text: str
    link: str | None = None
    hint: str | None = None
    invitation: MailedInvitation | None = None


class Words(msgspec.Struct, frozen=True):
    """What stands in the centre, as it is sealed."""

    subject: str
    text: str
    link: str | None


def bound_to(notice_id: UUID) -> str:
    """What a notice's words are bound to."""
    return f"notices:{notice_id}"


async def notify(
    db: Session,
    house: House,
    person_id: UUID,
    write: Callable[[], Notice],
    *,
    topic: Topic,
    product: str,
    purpose: str,
    key: str,
    not_before: datetime | None = None,
) -> bool:
    """Tell a member, in the caller's transaction (service, any schema), once for its key. `write` is called in the recipient's language;
    `product` is the name that signs. False when there is nobody to tell, they were told, or want to hear nothing of the topic.
    """
    to = await member(db, house, person_id)
    if to is None:
        return False
    with languages(house).speaking(to.locale):
        notice = write()
        leave = unsubscribing.address(house, person_id, topic) if topic.may_be_off else None
        letter = _letter(house, to, notice, product, topic, leave)
    now = db.now if not_before is None else max(db.now, not_before)
    timely = notice.invitation is not None
    by_mail = decide(topic, "email", to.wishes, to.reach, now, timely=timely)
    by_text = decide(topic, "sms", to.wishes, to.reach, now)
    by_push = decide(topic, "push", to.wishes, to.reach, now)
    kept = await keep_in_centre(
        db,
        house,
        to,
        Words(notice.subject, notice.text, notice.link),
        topic=topic,
        product=product,
        key=key,
        gathered=by_mail.verdict == "digest",
        not_before=not_before,
    )
    queued: list[UUID | None] = [kept]
    if to.email and by_mail.verdict in ("send", "hold"):
        queued.append(
            await outbox.queue_mail(
                db,
                house,
                to=to.email,
                subject=notice.subject,
                text=letter,
                topic=topic,
                purpose=purpose,
                key=f"{key}:email",
                person_id=person_id,
                invitation=notice.invitation,
                unsubscribe=leave,
                decided=_at(by_mail, not_before),
            )
        )
    if to.phone and by_text.verdict in ("send", "hold"):
        link = house.settings.public_url + notice.link if notice.link else ""
        queued.append(
            await outbox.queue_sms(
                db,
                house,
                to=to.phone,
                text=" ".join(part for part in (f"{product}: {notice.subject}", link) if part),
                topic=topic,
                purpose=purpose,
                key=f"{key}:sms",
                person_id=person_id,
                decided=_at(by_text, not_before),
            )
        )
    if notice.hint and by_push.verdict in ("send", "hold"):
        queued.append(
            await outbox.queue_push(
                db,
                house,
                person_id=person_id,
                title=product,
                text=notice.hint,
                href=notice.link or "/",
                topic=topic,
                purpose=purpose,
                key=f"{key}:push",
                decided=_at(by_push, not_before),
            )
        )
    return any(queued)


def _at(decision: Decision, not_before: datetime | None) -> Decision:
    """The decision with the time before which the caller wants nothing sent."""
    if decision.until is None and not_before is not None:
        return Decision("hold", not_before)
    return decision


def _letter(house: House, to: Member, notice: Notice, product: str, topic: Topic, leave: str | None) -> str:
    hello = _("Hello %(name)s,", name=to.name) if to.name else _("Hello,")
    link = house.settings.public_url + notice.link if notice.link else ""
    foot = ""
    if leave is not None:
        foot = "-- \n" + _(
            "About: %(topic)s. No more letters about it: %(leave)s\nEverything you are told, and how: %(settings)s",
            topic=_(topic.name),
            leave=leave,
            settings=f"{house.settings.public_url}/account/notifications",
        )
    return "\n\n".join(part for part in (hello, notice.text, link, product, foot) if part)


async def keep_in_centre(
    db: Session,
    house: House,
    to: Member,
    words: Words,
    *,
    topic: Topic,
    product: str,
    key: str,
    gathered: bool = False,
    not_before: datetime | None = None,
) -> UUID | None:
    """The notice in the centre, and in the next gathered letter; None where it belongs in neither, or was kept before."""
    in_centre = decide(topic, "in_app", to.wishes, to.reach, db.now).verdict == "send"
    if not in_centre and not gathered:
        return None
    notice_id = uuid4()
    try:
        sealed = await person_keys.seal_bytes(
            db, house, to.id, msgspec.json.encode(words), bound_to(notice_id)
        )
    except person_keys.KeyDestroyed:
        return None  # they are being forgotten at this moment
    return await queries.keep(
        db.connection,
        id=notice_id,
        person_id=to.id,
        product=product,
        topic=topic.key,
        key=key,
        words=sealed,
        in_centre=in_centre,
        digest="waiting" if gathered else None,
        shown_at=not_before,
    )
