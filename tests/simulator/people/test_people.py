"""Virtual people: the same ones every time, in words the house understands, only where nobody real is texted."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from kith.foundation.house import House
from kith.foundation.settings import MissingSettings, Settings, load
from kith.products.josh.conversation.copy import afterwards, linkups
from kith.products.josh.conversation.replies import (
    AttendanceAnswer,
    ReplyKind,
    read_attendance,
    read_contact_choices,
    read_do_again,
    read_reply,
)
from kith.products.josh.demo import crowd, sayings
from kith.products.josh.interview.copy import FINISHED_PARTIAL, INTRO
from kith.products.josh.interview.questions import QUESTIONS
from kith.products.josh.interview.reader import read_by_rules
from kith.simulator.people.living import alive, once
from kith.simulator.people.temperament import Temperament, a_while, chance, temperament_of

PHONE = "+12025551003"
EAGER = Temperament(keen=1, unsure=0, silent=0, faithful=1, warm=1, minutes=2)
INVITE = linkups.invite("coffee", "Saturday morning (Nov 21)", 2, 6)


def _said(text: str, person: Temperament, times: int = 200) -> list[str | None]:
    """What somebody says to a text, in as many lives."""
    reactions = [crowd.respond(text, person, Random(luck)) for luck in range(times)]
    return [reaction.words for reaction in reactions if reaction is not None]


def test_somebody_is_the_same_person_at_every_start_and_another_in_another_crowd() -> None:
    assert temperament_of(PHONE) == temperament_of(PHONE)
    assert temperament_of(PHONE) != temperament_of("+12025551004")
    assert temperament_of(PHONE) != temperament_of(PHONE, seed=1)
    assert chance(PHONE, 3).random() == chance(PHONE, 3).random() != chance(PHONE, 4).random()
    once_more = [crowd.respond(INVITE, temperament_of(PHONE), chance(PHONE, 1)) for _ in range(2)]
    assert once_more[0] == once_more[1]


def test_an_answer_takes_between_seconds_and_an_hour_and_a_half() -> None:
    waits = [a_while(temperament_of(phone), chance(phone)) for phone in sorted(crowd.PHONES)]
    assert min(waits) >= timedelta(seconds=12)
    assert max(waits) <= timedelta(minutes=90)
    assert len(set(waits)) > 60


def test_an_invite_is_answered_with_yes_no_maybe_or_not_at_all() -> None:
    people = [
        (temperament_of(phone), chance(phone, time)) for phone in sorted(crowd.PHONES) for time in range(5)
    ]
    reactions = [crowd.respond(INVITE, person, luck) for person, luck in people]
    said = [reaction.words for reaction in reactions if reaction is not None]
    assert len(said) == len(people)
    kinds = {None if words is None else read_reply(words).kind for words in said}
    assert kinds == {ReplyKind.YES, ReplyKind.NO, ReplyKind.UNCLEAR, None}
    assert len(set(said)) > 15, "in their own words"
    yes = sum(words is not None and read_reply(words).kind is ReplyKind.YES for words in said)
    assert len(said) * 0.35 < yes < len(said) * 0.75


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((words, ReplyKind.YES) for words in sayings.YES),
        *((words, ReplyKind.NO) for words in sayings.NO),
        *((words, ReplyKind.UNCLEAR) for words in sayings.MAYBE),
        *((words, ReplyKind.LATE) for words in sayings.LATE),
    ],
)
def test_josh_understands_their_answers_to_invites(words: str, kind: ReplyKind) -> None:
    assert read_reply(words).kind is kind


def test_josh_understands_what_they_say_afterwards() -> None:
    for words in sayings.WAS_THERE:
        assert read_attendance(words).answer is AttendanceAnswer.ATTENDED, words
    for words in sayings.MISSED:
        assert read_attendance(words).answer is AttendanceAnswer.NO_SHOW, words
    for words, again in [*((w, True) for w in sayings.AGAIN), *((w, False) for w in sayings.NOT_AGAIN)]:
        assert read_do_again(words).answer is again, words
    names = ["Sam", "Mia", "Jo"]
    for words, shared in [*((w, True) for w in sayings.ALL), *((w, False) for w in sayings.NONE)]:
        assert read_contact_choices(words, names).choices == dict.fromkeys(range(3), shared), words


def test_every_question_of_the_copy_gets_an_answer_that_fits_it() -> None:
    for question in QUESTIONS:
        for text in (question.text, question.again, f"{INTRO}\n{question.text}"):
            answers = {words for words in _said(text, EAGER, 40) if words is not None}
            assert len(answers) > 3
            sure = [read_by_rules(question, words).confidence >= 0.5 for words in answers]
            assert sum(sure) >= len(sure) * 0.7, (question.id, answers)
    assert _said(FINISHED_PARTIAL, EAGER, 1) == ["resume"]
    for text in (afterwards.attended_question("coffee"), afterwards.attended_again()):
        assert {read_attendance(words or "").answer for words in _said(text, EAGER)} == {
            AttendanceAnswer.ATTENDED
        }
    for text in (afterwards.do_again_question(), afterwards.do_again_again()):
        assert {read_do_again(words or "").answer for words in _said(text, EAGER)} == {True}
    some = msgspec.structs.replace(EAGER, warm=0.5)
    for names in (["Sam"], ["Sam", "Mia"], ["Sam", "Mia", "Jo", "Bo", "Al"]):
        for text in (afterwards.contact_list(names), afterwards.contact_list_again(names)):
            for words in _said(text, some):
                assert len(read_contact_choices(words or "", names).choices) == len(names), (text, words)
    options = linkups.another_window("coffee", ["Sunday morning", "Monday evening"])
    assert set(_said(options, EAGER)) == {"A", "B"}
    assert {read_reply(words or "").kind for words in _said(linkups.invite_not_understood(), EAGER)} == {
        ReplyKind.YES
    }


def test_texts_that_ask_for_nothing_get_no_answer() -> None:
    for text in (
        linkups.accepted("coffee", "Saturday"),
        linkups.declined(),
        linkups.reminder_24h("coffee", "Saturday", "Corner Cafe"),
        linkups.participant_left("Sam", "coffee", "Saturday"),
        afterwards.choices_noted(),
        afterwards.mutual("Sam", "+12025550111"),
        "123456 is your JOSH code.",
    ):
        assert crowd.respond(text, EAGER, Random(1)) is None, text
    # What is over takes back what somebody was about to say.
    for text in (linkups.just_filled("coffee"), linkups.closed("coffee"), linkups.canceled("coffee", "Sat")):
        assert _said(text, EAGER, 1) == [None]


@pytest.mark.parametrize(
    "changed",
    [
        {"environment": "production"},
        {"virtual_people": 0},
        {"twilio_api_base": ""},
        {"twilio_api_base": "https://api.twilio.com"},
        {"standins_url": ""},
    ],
)
def test_they_live_among_stand_ins_only(changed: dict[str, Any]) -> None:
    here = Settings(
        environment="development",
        database_url="",
        app_database_url="",
        standins_url="http://127.0.0.1:18702",
        twilio_api_base="http://127.0.0.1:18702/twilio",
    )
    assert alive(here)
    assert not alive(msgspec.structs.replace(here, **changed))


def test_nobody_can_wish_for_them_in_production() -> None:
    with pytest.raises(MissingSettings, match="KITH_VIRTUAL_PEOPLE"):
        load({"KITH_ENVIRONMENT": "production", "KITH_VIRTUAL_PEOPLE": "1"})


async def test_without_stand_ins_nobody_acts(house: House) -> None:
    house.settings = msgspec.structs.replace(house.settings, twilio_api_base="", standins_url="")
    await once(house)
