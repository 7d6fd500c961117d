"""Looking at the house's promises on a schedule, keeping what was found, and telling the operators of each violation once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kith.commons.identity.languages import writing_to
from kith.commons.messaging import outbox
from kith.commons.messaging.topics import DESK
from kith.foundation import invariants, metrics
from kith.foundation.actor import service
from kith.foundation.invariants import Finding
from kith.foundation.jobs import Job, Payload, Schedule
from kith.foundation.language import _, ngettext
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("house.invariants")
LOOK_JOB: Final = "kith.invariants.look"
PAGE: Final = "/console/operations/invariants"
_MOST_IN_A_LETTER: Final = 20


async def look_and_tell(house: House) -> list[Finding]:
    """Ask every promise, keep the answers, and queue a letter to the operators about what is newly broken.

    Raises:
        Unavailable: the database is away.
    """
    findings = await invariants.look(house)
    async with house.database.session(_ACTOR, "kith") as db:
        # Two looks at once would each tell of the same violation.
        await db.lock("invariants")
        await _keep(db, findings)
        broken = [row async for row in queries.take_untold(db.connection)]
        if broken:
            await _tell(db, house, broken)
    for row in broken:
        metrics.ALERTS.labels("invariant").inc(len(row["keys"]))
        _log.error(
            "a promise is broken",
            invariant=f"{row['schema_name']}.{row['name']}",
            violations=len(row["keys"]),
            keys=row["keys"][:_MOST_IN_A_LETTER],
        )
    return findings


async def _keep(db: Session, findings: Sequence[Finding]) -> None:
    await queries.note_checks(
        db.connection,
        schemas=[one.invariant.schema for one in findings],
        names=[one.invariant.name for one in findings],
        sentences=[one.invariant.sentence for one in findings],
        milliseconds=[one.milliseconds for one in findings],
        violations=[len(one.keys) for one in findings],
        failures=[one.failure or None for one in findings],
    )
    found = [(one.invariant, key) for one in findings for key in dict.fromkeys(one.keys)]
    named = {
        "schemas": [invariant.schema for invariant, _key in found],
        "names": [invariant.name for invariant, _key in found],
        "keys": [key for _invariant, key in found],
    }
    await queries.note_violations(db.connection, **named)
    asked = [one.invariant for one in findings if not one.failure and not one.more]
    await queries.note_gone(
        db.connection,
        **named,
        asked_schemas=[one.schema for one in asked],
        asked_names=[one.name for one in asked],
    )


async def _tell(db: Session, house: House, broken: Sequence[Any]) -> None:
    operators = [row async for row in queries.to_tell(db.connection)]
    for row in broken:
        keys: list[str] = row["keys"]
        for operator in operators:
            with await writing_to(db, house, operator["person_id"]):
                await outbox.queue_mail(
                    db,
                    house,
                    to=operator["email"],
                    subject=_("A promise is broken: %(name)s", name=f"{row['schema_name']}.{row['name']}"),
                    text=_letter(house, row["sentence"], keys),
                    topic=DESK,
                    purpose="operations.invariant",
                    key=f"invariant:{row['id']}:{db.now.isoformat()}:{operator['id']}",
                    person_id=operator["person_id"],
                )


def _letter(house: House, sentence: str, keys: Sequence[str]) -> str:
    named = "\n".join(f"  {key}" for key in keys[:_MOST_IN_A_LETTER])
    return "\n\n".join(
        (
            _("This should always be true, and is not any more:"),
            f"  {sentence}",
            ngettext("One row breaks it:", "%(num)d rows break it:", len(keys)),
            named,
            _("You are told of each of them once. All of them, and whether they are gone, are here:"),
            house.settings.public_url + PAGE,
        )
    )


async def _on_request(house: House, _payload: Payload) -> None:
    await look_and_tell(house)


async def _on_schedule(house: House) -> None:
    await look_and_tell(house)


JOBS = [Job(name=LOOK_JOB, run=_on_request, attempts=3, at_once=1)]
SCHEDULES = [Schedule(name="kith.invariants", cron="41 * * * *", run=_on_schedule)]
