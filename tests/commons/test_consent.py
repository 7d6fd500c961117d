"""Consent: the words as shown, each word of a person on them, the newest counts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from harness.members import TESTS, add_person, run
from kith.commons.consent import commands as consent
from kith.commons.consent.texts import TEXTS, current
from kith.foundation.actor import member
from kith.foundation.errors import Problem
from kith.foundation.house import House


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email="ada@house.example")


async def say(house: House, person: UUID, granted: bool, *kinds: str) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await consent.record_consents(db, person, "josh", kinds, source="web", granted=granted)


async def agrees(house: House, person: UUID, kind: str) -> bool:
    async with house.database.session(TESTS, "kith") as db:
        return await consent.has_consent(db, person, "josh", kind)


async def test_the_newest_word_counts_and_every_word_is_kept(house: House, ada: UUID) -> None:
    assert not await agrees(house, ada, "sms")
    for granted in (True, False, True, False):
        await say(house, ada, granted, "sms")
        assert await agrees(house, ada, "sms") is granted
        house.clock.move(timedelta(minutes=1))
    async with house.database.session(TESTS, "kith") as db:
        history = await consent.history(db, ada)
    assert [record.granted for record in history] == [False, True, False, True]
    assert {record.body for record in history} == {current("josh", "sms").body}


async def test_a_word_on_one_thing_is_no_word_on_another(house: House, ada: UUID) -> None:
    bob = await add_person(house, email="bob@house.example")
    await say(house, ada, True, "sms", "age")
    assert await agrees(house, ada, "age")
    assert not await agrees(house, ada, "terms")
    assert not await agrees(house, bob, "sms")


async def test_published_words_are_never_edited(house: House, ada: UUID) -> None:
    await say(house, ada, True, "sms")
    for statement in ("update consent_texts set body = 'x'", "delete from consent_texts"):
        with pytest.raises((asyncpg.PostgresError, Problem)):
            await run(house, statement)


async def test_a_person_reads_their_own_words_only(house: House, ada: UUID) -> None:
    bob = await add_person(house, email="bob@house.example")
    await say(house, ada, True, "sms")
    assert len(await house.database.read(member(ada), "kith", "select 1 from consents")) == 1
    assert await house.database.read(member(bob), "kith", "select 1 from consents") == []


async def test_there_is_no_consent_without_words(house: House, ada: UUID) -> None:
    with pytest.raises(LookupError):
        await say(house, ada, True, "marketing")


def test_every_wording_is_there_once_and_speaks_in_the_first_person() -> None:
    keys = [(text.product, text.kind, text.version, text.language) for text in TEXTS]
    assert len(keys) == len(set(keys))
    for text in TEXTS:
        if text.language == "en":
            assert text.body.startswith("I ")
            assert text.body.endswith(".")
