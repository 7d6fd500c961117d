"""The interview by text: one message in, the next question out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import httpx

from kith.foundation.actor import service
from kith.foundation.database import forbid_open_transaction
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.outward import tls_context
from kith.products.josh.conversation.turn import Turn, open_conversation, resume_turn
from kith.products.josh.interview import machine
from kith.products.josh.interview.copy import intro, text_of
from kith.products.josh.interview.endpoint_reader import EndpointReader, EndpointSettings
from kith.products.josh.interview.questions import BY_ID
from kith.products.josh.interview.reader import RulesReader
from kith.products.josh.interview.shape import Reading
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.profiles import commands as profiles
from kith.products.josh.profiles.fingerprint import ProfileState

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.josh.outbound.reads import Recipient

_READ_JOB = "josh.interview.read"
_rules = RulesReader()


async def begin(db: Session, house: House, person: Recipient) -> None:
    """Greet somebody who has just confirmed their number and ask the first question still open."""
    await profiles.queries.ensure_profile(db.connection, user_id=person.id)
    await db.connection.execute(
        "update users set state = 'interviewing' where id = $1 and state = 'verified'", person.id
    )
    first = machine.start(await _answered(db, person.id))
    await open_conversation(db, person.id, "interviewing", first.state.token())
    await profiles.queries.store_step(db.connection, user_id=person.id, step=first.state.question_id)
    await queue_text(
        db,
        house,
        member=person,
        body=intro(first.prompt),
        kind="reply",
        purpose="interview.intro",
        key=f"interview:{person.id}:intro",
    )


async def handle(turn: Turn) -> bool:
    """One message of somebody who is being interviewed."""
    state = machine.parse_token(turn.conversation.state_token)
    command = machine.parse_command(turn.body)
    if command is not None:
        await _advance(turn, machine.step(state, command))
        return True
    question = None if state.question_id is None else BY_ID[state.question_id]
    if question is None:
        await turn.become("idle", "idle")
        return False
    reading = await _rules.read(question, turn.body)
    if reading.confidence < machine.SURE_ENOUGH and not state.paused and turn.house.settings.reader_url:
        await enqueue(
            turn.db,
            _READ_JOB,
            {
                "user_id": str(turn.member.id),
                "message_id": str(turn.message_id),
                "token": turn.conversation.state_token,
            },
        )
        return True
    await _advance(turn, machine.step(state, reading))
    return True


async def take_up(turn: Turn) -> bool:
    """“RESUME” outside the interview: ask what is still open. False when nothing is."""
    step = machine.start(await _answered(turn.db, turn.member.id))
    if step.state.question_id is None:
        return False
    await _advance(turn, machine.resume(step.state))
    return True


async def _advance(turn: Turn, step: machine.Step) -> None:
    state = ProfileState.PARTIAL
    if step.answered is not None and step.reading is not None:
        state = await profiles.record_evidence(
            turn.db,
            turn.member.id,
            event_type="interview.answered",
            source="interview",
            movements=step.reading.evidence,
            key=f"interview:{step.answered.id}:{turn.message_id}",
            topic=f"interview:{step.answered.id}",
        )
    if step.state.question_id is None:
        state = await _finish(turn)
        await turn.become("idle", "idle")
    else:
        await turn.become("interviewing", step.state.token())
    await profiles.queries.store_step(turn.db.connection, user_id=turn.member.id, step=step.state.question_id)
    await turn.reply(text_of(step.prompt, state), f"interview.{step.prompt.say.value}")


async def _finish(turn: Turn) -> ProfileState:
    row = await profiles.queries.lock_profile(turn.db.connection, user_id=turn.member.id)
    return ProfileState.EMPTY if row is None else ProfileState(row["state"])


async def _answered(db: Session, user_id: UUID) -> frozenset[str]:
    """Questions whose answer counts already."""
    rows = profiles.queries.events_of(db.connection, user_id=user_id)
    topics = [str(row["payload"].get("topic") or "") async for row in rows]
    return frozenset(topic.removeprefix("interview:") for topic in topics if topic.startswith("interview:"))


async def read_by_endpoint(house: House, payload: Payload) -> None:
    """Let the configured model read an answer that the rules were unsure about; it falls back to the rules when it is away.

    The person may have gone on meanwhile: then the answer is dropped, for its question has been left.
    """
    schema = house.product("josh").schema
    user_id, message_id = UUID(payload["user_id"]), UUID(payload["message_id"])
    async with house.database.session(service("josh.interview"), schema) as db:
        turn = await resume_turn(db, house, user_id, message_id)
        if turn is None or turn.conversation.state_token != payload["token"]:
            return
        body, question_id = turn.body, machine.parse_token(payload["token"]).question_id
    if question_id is None:
        return
    reading = await _endpoint_reading(house, question_id, body)
    async with house.database.session(service("josh.interview"), schema) as db:
        turn = await resume_turn(db, house, user_id, message_id)
        if turn is not None and turn.conversation.state_token == payload["token"]:
            await _advance(turn, machine.step(machine.parse_token(payload["token"]), reading))


async def _endpoint_reading(house: House, question_id: str, body: str) -> Reading:
    forbid_open_transaction()
    settings = EndpointSettings(
        base_url=house.settings.reader_url,
        api_key=house.settings.reader_key,
        model=house.settings.reader_model,
    )
    async with httpx.AsyncClient(verify=tls_context()) as client:
        return await EndpointReader(client, settings).read(BY_ID[question_id], body)


JOBS = [Job(name=_READ_JOB, run=read_by_endpoint)]
