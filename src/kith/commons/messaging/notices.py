"""Notices: what a product tells a member, written in the member's language, with the change that causes it.

By e-mail; by text to somebody without an address; and to the browsers that take pushes, when there is a hint fit for a locked screen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.commons.messaging import outbox
from kith.commons.messaging.outbox import MailedInvitation
from kith.foundation.language import _, languages
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "notices.sql")


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What is said. `text` goes between greeting and farewell; `link` is a path of this site, shown with `link_text` before it.

    `hint` may be seen by anybody who glances at a phone: no names, no places.
    """

    subject: str
    text: str
    link: str | None = None
    hint: str | None = None
    invitation: MailedInvitation | None = None


async def notify(
    db: Session,
    house: House,
    person_id: UUID,
    write: Callable[[], Notice],
    *,
    product: str,
    purpose: str,
    key: str,
    not_before: datetime | None = None,
) -> bool:
    """Queue a notice in the caller's transaction (service, any schema), once for its key. `write` is called in the recipient's language;
    `product` is the name that signs. False when there is nobody to tell, or they were told.
    """
    found = await queries.recipient(db.connection, person_id=person_id)
    if found is None:
        return False
    with languages(house).speaking(found["locale"]):
        notice = write()
        link = house.settings.public_url + notice.link if notice.link else ""
        hello = _("Hello %(name)s,", name=found["name"]) if found["name"] else _("Hello,")
        letter = "\n\n".join(part for part in (hello, notice.text, link, product) if part)
    queued: list[UUID | None] = []
    if found["email"]:
        queued.append(
            await outbox.queue_mail(
                db,
                house,
                to=found["email"],
                subject=notice.subject,
                text=letter,
                purpose=purpose,
                key=f"{key}:email",
                person_id=person_id,
                invitation=notice.invitation,
            )
        )
    elif found["phone"]:
        queued.append(
            await outbox.queue_sms(
                db,
                house,
                to=found["phone"],
                text=" ".join(part for part in (f"{product}: {notice.subject}", link) if part),
                purpose=purpose,
                key=f"{key}:sms",
                person_id=person_id,
            )
        )
    if notice.hint and found["pushable"]:
        queued.append(
            await outbox.queue_push(
                db,
                house,
                person_id=person_id,
                title=product,
                text=notice.hint,
                href=notice.link or "/",
                purpose=purpose,
                key=f"{key}:push",
            )
        )
    if not_before is not None:
        await queries.put_off(db.connection, key=key, not_before=not_before)
    return any(queued)
