"""Cards from a chat endpoint that misbehaves: what is shown is always checked, play never waits, nothing about the two leaves the house."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import msgspec
import pytest

from harness.patience import patient_client
from kith.products.attuned.cards.player import Pair, Player
from kith.products.attuned.terms import Boundary, CardType, Level
from kith.products.attuned.writing.chat_writer import ChatSettings, ChatWriter
from kith.products.attuned.writing.wish import Wish
from kith.products.attuned.writing.writing import Written, write
from kith.simulator.standins import StandIns
from kith.simulator.standins.chat import KEY, Manner
from kith.simulator.standins.faults import Fault, FaultKind

WISH = Wish(type=CardType.DARE, level=Level.R, intensity=3, theme="senses", touch=True)
PAIR = Pair(
    Player(hard_limits=frozenset({Boundary.PHOTO_VIDEO, Boundary.IMPACT}), worths={"smack_give": 0.0}),
    Player(soft_limits=frozenset({Boundary.RESTRAINT})),
)


@pytest.fixture
async def writer(standins: StandIns) -> AsyncIterator[ChatWriter]:
    async with patient_client() as client:
        yield ChatWriter(client, ChatSettings(standins.chat_url, KEY, "llama-3.3-70b"))


async def _written(writer: ChatWriter, seconds: float = 2.5) -> Written:
    return await write(writer, WISH, PAIR, "A", ("Anna Blum", "Kim"), seconds)


async def test_a_good_card_is_taken_and_the_prompt_says_nothing_about_the_two(
    writer: ChatWriter, standins: StandIns
) -> None:
    written = await _written(writer)
    assert written.card is not None
    assert (written.card.type, written.card.rating, written.card.intensity) == (CardType.DARE, Level.R, 3)
    assert written.card.source == "ai_generated"
    (attempt,) = written.attempts
    assert attempt.approved
    assert attempt.model == "llama-3.3-70b"
    assert attempt.milliseconds >= 0
    (asked,) = standins.chat.asked
    assert asked.response_format == {"type": "json_object"}
    sent = " ".join(message.content for message in asked.messages).casefold()
    for secret in ("anna", "kim", "photo", "impact", "restraint", "smack", "@"):
        assert secret not in sent
    assert set(msgspec.json.decode(asked.messages[-1].content)) == {
        "type",
        "level",
        "intensity",
        "theme",
        "touch",
    }
    again = await write(writer, WISH, PAIR, "A", known={written.card.activity_uid})
    assert again.card is None
    assert [one.failures for one in again.attempts] == [("known",), ("known",)]


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        (Manner.EXPLICIT, "content:explicit"),
        (Manner.NAMES, "content:name"),
        (Manner.INJECTION, "content:injection"),
        (Manner.LINK, "content:link"),
        (Manner.UNMARKED_BOUNDARY, "filter:boundaries"),
        (Manner.BROKEN_JSON, "broken"),
        (Manner.WRONG_SHAPE, "broken"),
    ],
)
async def test_a_bad_card_is_tried_once_more_with_what_was_wrong_and_never_shown(
    writer: ChatWriter, standins: StandIns, manner: Manner, code: str
) -> None:
    standins.chat.behave(manner)
    written = await _written(writer)
    assert written.card is not None
    first, second = written.attempts
    assert code in first.failures
    assert second.approved
    objections = msgspec.json.decode(standins.chat.asked[1].messages[-1].content)[
        "wrong_with_the_last_answer"
    ]
    assert objections
    assert not any(limit in str(objections) for limit in Boundary)
    assert "anna" not in standins.chat.asked[1].messages[-1].content.casefold()
    standins.chat.behave(manner, manner)
    assert (await _written(writer)).card is None
    assert len(standins.chat.asked) == 4


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(kind=FaultKind.DELAY, seconds=5), "too_slow"),
        (Fault(kind=FaultKind.NO_ANSWER), "too_slow"),
        (Fault(kind=FaultKind.DROP), "unreachable"),
        (Fault(kind=FaultKind.FAIL, status=503), "status:503"),
        (Fault(kind=FaultKind.RATE_LIMIT), "status:429"),
    ],
)
async def test_an_endpoint_that_is_slow_or_down_costs_no_more_than_the_time_it_was_given(
    writer: ChatWriter, standins: StandIns, fault: Fault, code: str
) -> None:
    standins.chat.faults.add(fault)
    began = time.monotonic()
    written = await _written(writer, seconds=0.3)
    assert time.monotonic() - began < 2.5
    assert written.card is None
    assert [one.failures for one in written.attempts] == [(code,)]
    assert written.attempts[0].prompt
    assert written.attempts[0].response is None


async def test_both_tries_share_the_time_and_a_broken_envelope_ends_them(
    writer: ChatWriter, standins: StandIns
) -> None:
    standins.chat.behave(Manner.EXPLICIT)
    standins.chat.faults.add(Fault(kind=FaultKind.DELAY, seconds=5, after=1))
    written = await _written(writer, seconds=0.3)
    assert [one.failures for one in written.attempts] == [("content:explicit",), ("too_slow",)]
    for manner, code in ((Manner.NO_CHOICE, "broken_envelope"), (Manner.ENDLESS, "too_long")):
        standins.chat.behave(manner)
        assert [one.failures for one in (await _written(writer, seconds=1)).attempts] == [(code,)]
    async with patient_client() as client:
        stranger = ChatWriter(client, ChatSettings(standins.chat_url, "wrong", "m"))
        assert [one.failures for one in (await _written(stranger)).attempts] == [("status:401",)]
        assert "wrong" not in repr(ChatSettings(standins.chat_url, "wrong", "m"))
