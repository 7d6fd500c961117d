"""Recording what people agree to: which text, which version, when; and when they take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from kith.commons.consent.texts import current
from kith.foundation.database import Session, to_structs
from kith.foundation.queries import load

queries = load(__file__)


class ConsentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a person on one text."""

    id: UUID
    product: str
    kind: str
    version: str
    language: str
    granted: bool
    source: str
    recorded_at: datetime
    body: str


async def record_consents(
    db: Session,
    person_id: UUID,
    product: str,
    kinds: Sequence[str],
    *,
    source: str,
    granted: bool = True,
    language: str = "en",
) -> None:
    """Record the person's word on the wordings in force, publishing a wording at its first use (service sessions).

    Raises:
        LookupError: there is no such text.
    """
    for kind in kinds:
        text = current(product, kind, language)
        await queries.publish(
            db.connection,
            kind=text.kind,
            product=text.product,
            version=text.version,
            language=text.language,
            body=text.body,
        )
        await queries.record(
            db.connection,
            person_id=person_id,
            product=text.product,
            kind=text.kind,
            version=text.version,
            language=text.language,
            granted=granted,
            source=source,
        )


async def has_consent(db: Session, person_id: UUID, product: str, kind: str) -> bool:
    """Whether the person's newest word on this consent is yes."""
    return await queries.has_consent(db.connection, person_id=person_id, product=product, kind=kind)


async def history(db: Session, person_id: UUID) -> list[ConsentRecord]:
    """Everything the person agreed to or took back, newest first."""
    return to_structs(
        ConsentRecord, [row async for row in queries.history(db.connection, person_id=person_id)]
    )
