"""JOSH's notices: texts that are no part of its conversation, sent as the person wants them, and kept in their centre."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.messaging.deciding import decide
from kith.commons.messaging.notices import Words, keep_in_centre
from kith.commons.messaging.wishes import member
from kith.foundation.language import _, languages
from kith.foundation.product import Topic
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def queue_notice(
    db: Session, house: House, *, to: Recipient, body: str, topic: Topic, purpose: str, key: str
) -> UUID | None:
    """Queue a notice as a text in the caller's transaction, and put it into the person's centre, once for its key.

    None when the key was used before, or the person wants no such texts. Raises as `queue_text`.
    """
    person = await member(db, house, to.id)
    if person is None:
        return None
    with languages(house).speaking(person.locale):
        words = Words(_(topic.name), body, "/josh/home")
    await keep_in_centre(db, house, person, words, topic=topic, product="JOSH", key=key)
    # STOP and the hours of the law of a place are asked at delivery, as for every text of JOSH's.
    decision = decide(topic, "sms", person.wishes, person.reach, db.now, keeps_the_law=True)
    if decision.verdict not in ("send", "hold") and not person.reach.stopped:
        return None
    return await queue_text(
        db,
        house,
        member=to,
        body=body,
        kind="unsolicited",
        purpose=purpose,
        key=key,
        not_before=decision.until,
    )
