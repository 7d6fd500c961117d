from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation import gsm
from kith.products.josh.linkups.activities import CATALOG
from kith.products.josh.linkups.brief import (
    BriefDraft,
    create_key,
    event_time,
    is_brief_like,
    keys_to_check,
    question_for,
    read_brief,
    summary,
    to_document,
)
from kith.products.josh.linkups.day_parts import Part

CHICAGO = ZoneInfo("America/Chicago")
FRIDAY = datetime(2026, 11, 20, 14, 30, tzinfo=CHICAGO)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=CHICAGO)
SOMEBODY = UUID(int=1)


def _read(*texts: str, now: datetime = FRIDAY) -> BriefDraft:
    draft: BriefDraft | None = None
    for text in texts:
        draft = read_brief(text, now, draft)
    assert draft is not None
    return draft


@pytest.mark.parametrize(
    ("text", "activity", "window", "day", "at", "size"),
    [
        ("coffee saturday morning?", "coffee", "SAT_MORNING", "2026-11-21", None, (2, 6)),
        (
            "tennis sunday afternoon, small group, no bars",
            "tennis",
            "SUN_AFTERNOON",
            "2026-11-22",
            None,
            (2, 4),
        ),
        ("dinner friday", "dinner", "FRI_EVENING", "2026-11-20", None, (2, 6)),
        ("Coffee tonight", "coffee", "FRI_EVENING", "2026-11-20", None, (2, 6)),
        ("dinner next friday at 8", "dinner", "FRI_EVENING", "2026-11-27", "20:00", (2, 6)),
        ("walk dec 5 at 7pm", "walk", "SAT_EVENING", "2026-12-05", "19:00", (2, 6)),
        ("walk 12/5 10am", "walk", "SAT_MORNING", "2026-12-05", "10:00", (2, 6)),
        ("walk 5th of december 10 am", "walk", "SAT_MORNING", "2026-12-05", "10:00", (2, 6)),
        ("walk 2026-12-05 at 10:30", "walk", None, "2026-12-05", None, (2, 6)),
        ("walk 2026-12-05 at 15:30", "walk", "SAT_AFTERNOON", "2026-12-05", "15:30", (2, 6)),
        ("lunch jan 5", "lunch", "TUE_AFTERNOON", "2027-01-05", None, (2, 6)),
        ("tennis sunday 2-4pm, 4 people", "tennis", "SUN_AFTERNOON", "2026-11-22", "14:00", (4, 4)),
        ("lunch monday one on one", "lunch", "MON_AFTERNOON", "2026-11-23", None, (2, 2)),
        ("yoga tomorrow 7am for 2-4 people", "yoga", "SAT_MORNING", "2026-11-21", "07:00", (2, 4)),
        ("drinks friday night, up to 4", "drinks", "FRI_NIGHT", "2026-11-20", None, (2, 4)),
        ("brunch sunday with 3 others", "brunch", "SUN_MORNING", "2026-11-22", None, (4, 4)),
        ("at least 3 people for trivia wednesday", "trivia", "WED_EVENING", "2026-11-25", None, (3, 6)),
        ("karaoke saturday 9:30pm big group", "karaoke", "SAT_NIGHT", "2026-11-21", "21:30", (4, 6)),
        ("coffee the 25th at noon", "coffee", "WED_AFTERNOON", "2026-11-25", "12:00", (2, 6)),
        ("bowling in 3 days, evening", "bowling", "MON_EVENING", "2026-11-23", None, (2, 6)),
        ("Anyone up for tennis tomorrow after work?", "tennis", "SAT_EVENING", "2026-11-21", None, (2, 6)),
        ("coffee friday morning", "coffee", "FRI_MORNING", "2026-11-27", None, (2, 6)),
        ("run tomorrow at half past 6 pm", "run", "SAT_EVENING", "2026-11-21", "18:30", (2, 6)),
    ],
)
def test_a_brief_is_read_from_one_text(
    text: str, activity: str, window: str | None, day: str, at: str | None, size: tuple[int, int]
) -> None:
    draft = _read(text)
    assert draft.activity_key == activity
    assert draft.time_window == window
    assert draft.day == date.fromisoformat(day)
    assert draft.at == (None if at is None else time.fromisoformat(at))
    assert (draft.min_size, draft.max_size) == size
    assert draft.refused is None


@pytest.mark.parametrize(
    ("text", "constraints"),
    [
        ("quiet coffee saturday morning", {"quiet": True}),
        ("dinner saturday, no bars", {"no_bars": True}),
        ("dinner saturday without alcohol, vegan", {"no_alcohol": True, "vegan": True}),
        ("walk saturday, wheelchair accessible", {"wheelchair": True}),
        ("games saturday evening somewhere indoors, smoke free", {"indoor": True, "smoke_free": True}),
        ("picnic on saturday afternoon, dogs welcome, free", {"dog_friendly": True, "free": True}),
        ("I'm free saturday morning for coffee", {}),
        ("coffee outside saturday morning", {"outdoor": True}),
    ],
)
def test_conditions_are_read(text: str, constraints: dict[str, bool]) -> None:
    draft = _read(text)
    assert draft.constraints == constraints
    assert draft.activity_key is not None


def test_no_bars_is_a_condition_and_not_a_wish_for_drinks() -> None:
    assert _read("no bars please").activity_key is None
    assert _read("coffee, no bars").activity_key == "coffee"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("board games nov 3", "Nov 3 has already passed."),
        ("run yesterday", "Yesterday has already passed."),
        ("hike last sunday", "That day has already passed."),
        ("coffee feb 30", "There is no Feb 30."),
        ("coffee june 1", "Jun 1 has already passed."),
        ("coffee 2027-05-01", "May 1 is too far ahead; I plan up to 60 days."),
        ("coffee today at 9am", "9am on Nov 20 has already passed."),
        ("coffee today at 3pm", "3pm on Nov 20 is too soon; I need at least an hour."),
        ("coffee this morning", "That part of the day has already passed."),
        ("coffee tomorrow at 3am", "LinkUps begin between 6 in the morning and 11 at night."),
        ("soccer sunday 2pm, 10 people", "A LinkUp is for 2 to 6 people."),
    ],
)
def test_what_is_not_possible_is_refused_with_a_reason(text: str, reason: str) -> None:
    draft = _read(text)
    assert draft.refused == reason
    assert question_for(draft).startswith(reason)


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (("hello",), "What would you like to do?"),
        (("coffee",), "Coffee: which day?"),
        (("hike saturday",), "Hike on Saturday (Nov 21): morning, afternoon or evening?"),
        (("hike this weekend",), "Which day do you mean? A) Saturday Nov 21 B) Sunday Nov 22."),
        (("coffee or a walk tomorrow at 3pm",), "What shall it be? A) Coffee B) Walk."),
        (("coffee tomorrow at 8",), "At what time? A) 8 in the morning B) 8 in the evening."),
        (("coffee friday dec 5 10am",), "Which day do you mean? A) Friday Dec 4 B) Saturday Dec 5."),
        (("hike this weekend", "B"), "Hike on Sunday (Nov 22)"),
        (("coffee tomorrow at 8", "in the evening"), "Coffee, Saturday at 8pm (Nov 21)"),
        (("coffee tomorrow at 8", "A"), "Coffee, Saturday at 8am (Nov 21)"),
        (("coffee or a walk tomorrow at 3pm", "the second one"), "Walk, Saturday at 3pm (Nov 21)"),
        (("weekend coffee: tonight",), "Coffee, Friday evening (Nov 20)"),
        (("coffee", "saturday", "morning"), "Coffee, Saturday morning (Nov 21)"),
        (("coffee saturday morning", "actually sunday"), "Coffee, Sunday morning (Nov 22)"),
        (
            ("coffee saturday morning", "3 to 4 people please"),
            "Coffee, Saturday morning (Nov 21), 3-4 people.",
        ),
        (("dinner saturday, no bars", "bars are fine"), "Dinner, Saturday evening (Nov 21), 2-6 people."),
    ],
)
def test_what_is_missing_or_unclear_is_asked_for(texts: tuple[str, ...], question: str) -> None:
    assert question_for(_read(*texts)).startswith(question)


def test_next_friday_is_asked_about_when_it_can_be_two_days() -> None:
    asked = _read("coffee next friday, morning", now=MONDAY)
    assert question_for(asked).startswith("Which day do you mean? A) Friday Nov 20 B) Friday Nov 27.")
    for answer in ("B", "the second one", "the 27th"):
        assert read_brief(answer, MONDAY, asked).day == date(2026, 11, 27)


def test_the_summary_says_what_is_confirmed() -> None:
    expected = "Coffee, Saturday morning (Nov 21), 2-6 people. Shall I ask around? Reply YES."
    assert summary(_read("coffee saturday morning?")) == expected
    draft = _read("tennis sunday afternoon, small group, no bars")
    assert draft.is_complete
    assert (
        summary(draft)
        == "Tennis, Sunday afternoon (Nov 22), 2-4 people, no bars. Shall I ask around? Reply YES."
    )


def test_the_document_has_the_shape_the_table_keeps() -> None:
    assert to_document(_read("quiet coffee saturday morning")) == {
        "activity_key": "coffee",
        "time_window": "SAT_MORNING",
        "date": "2026-11-21",
        "motive_emphasis": {"connection": 0.7, "comfort": 0.8},
        "constraints": {"quiet": True},
        "group_size": {"min": 2, "max": 6},
    }
    assert to_document(_read("walk dec 5 at 7pm"))["time"] == "19:00"
    with pytest.raises(ValueError, match="not complete"):
        to_document(_read("coffee"))


def test_a_draft_survives_json() -> None:
    draft = _read("hike this weekend, quiet, small group")
    assert msgspec.json.decode(msgspec.json.encode(draft), type=BriefDraft) == draft


def test_the_time_is_the_one_said_or_the_usual_one() -> None:
    assert event_time(_read("coffee saturday morning"), FRIDAY) == datetime(2026, 11, 21, 10, tzinfo=CHICAGO)
    assert event_time(_read("brunch sunday"), FRIDAY) == datetime(2026, 11, 22, 11, tzinfo=CHICAGO)
    assert event_time(_read("walk dec 5 at 7pm"), FRIDAY) == datetime(2026, 12, 5, 19, tzinfo=CHICAGO)
    assert event_time(_read("coffee this afternoon"), FRIDAY) == datetime(
        2026, 11, 20, 15, 30, tzinfo=CHICAGO
    )
    with pytest.raises(ValueError, match="no day"):
        event_time(BriefDraft(), FRIDAY)
    with pytest.raises(ValueError, match="passed"):
        event_time(_read("coffee saturday morning"), FRIDAY + timedelta(days=3))


def test_an_hour_that_daylight_saving_skips_moves_with_the_clock() -> None:
    saturday = datetime(2026, 3, 7, 12, tzinfo=CHICAGO)
    draft = BriefDraft(activity_key="run", day=date(2026, 3, 8), part=Part.MORNING, at=time(2, 30))
    start = event_time(draft, saturday)
    assert (start.hour, start.minute) == (3, 30)
    assert start.astimezone(UTC) == datetime(2026, 3, 8, 8, 30, tzinfo=UTC)


@given(st.integers(0, 10_000_000), st.integers(0, 599))
def test_the_same_brief_within_ten_minutes_is_the_same_linkup(seconds: int, later: int) -> None:
    brief = _read("coffee saturday morning")
    first = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=seconds)
    kept = create_key(SOMEBODY, brief, first)
    assert kept in keys_to_check(SOMEBODY, brief, first + timedelta(seconds=later))
    assert kept not in keys_to_check(SOMEBODY, brief, first + timedelta(minutes=20))


def test_another_person_or_another_brief_is_another_linkup() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    brief = _read("coffee saturday morning")
    keys = {create_key(SOMEBODY, brief, now), create_key(UUID(int=2), brief, now)}
    for text in (
        "tea saturday morning",
        "coffee sunday morning",
        "quiet coffee saturday morning",
        "coffee saturday 9am",
    ):
        keys.add(create_key(SOMEBODY, _read(text), now))
    assert len(keys) == 6
    assert create_key(SOMEBODY, _read("Saturday morning: COFFEE!!"), now) == create_key(SOMEBODY, brief, now)


@pytest.mark.parametrize(
    "text",
    [
        "coffee saturday morning?",
        "tennis sunday afternoon, small group, no bars",
        "coffee?",
        "anyone up for bouldering",
        "I'd like to play board games",
        "can you find me people for a hike",
        "let's hang out tomorrow",
        "want to meet new people this weekend",
        "dinner tonight",
        "bored, movie?",
    ],
)
def test_a_proposal_is_recognised(text: str) -> None:
    assert is_brief_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "thanks for the coffee yesterday",
        "the hike was great",
        "running late",
        "can't make it to coffee tomorrow",
        "yes",
        "what time is tennis tomorrow?",
        "saturday",
        "how are you",
        "stop",
        "I loved the museum",
    ],
)
def test_small_talk_is_no_proposal(text: str) -> None:
    assert not is_brief_like(text)


ZONES = st.sampled_from(
    [ZoneInfo(key) for key in ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "UTC")]
)
NOWS = st.builds(
    lambda moment, zone: moment.astimezone(zone),
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ZONES,
)
WORDS = st.lists(
    st.sampled_from(
        [
            "coffee",
            "tennis",
            "walk",
            "saturday",
            "sunday",
            "friday",
            "next",
            "this",
            "last",
            "weekend",
            "tonight",
            "tomorrow",
            "morning",
            "evening",
            "at",
            "8",
            "7pm",
            "12/5",
            "2/30",
            "99/99",
            "dec",
            "31",
            "the",
            "31st",
            "noon",
            "small",
            "group",
            "4",
            "people",
            "one",
            "on",
            "one",
            "no",
            "bars",
            "quiet",
            "or",
            "and",
            "in",
            "3",
            "days",
            "25:00",
            "0",
            "13pm",
            "half",
            "past",
            "A",
            "B",
            "yes",
            "10-12",
            "2026-13-40",
            "midnight",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(st.text(max_size=2000) | WORDS, st.text(max_size=200) | WORDS, NOWS)
def test_any_texts_are_read_and_answered_with_a_sendable_question(
    first: str, second: str, now: datetime
) -> None:
    draft: BriefDraft | None = None
    for text in (first, second):
        draft = read_brief(text, now, draft)
        gsm.assert_sendable(question_for(draft))
        assert 2 <= draft.min_size <= draft.max_size <= 6
        assert draft.day is None or now.date() <= draft.day <= now.date() + timedelta(days=67)
        assert not (draft.day is not None and any(unsure.field == "day" for unsure in draft.unsure))
        if draft.is_complete:
            start = event_time(draft, now)
            assert start.astimezone(UTC) >= now.astimezone(UTC) + timedelta(hours=1)
            assert start.date() == draft.day
            to_document(draft)
            gsm.assert_sendable(summary(draft))
        is_brief_like(text)


@given(st.sampled_from(CATALOG), st.sampled_from(list(Part)), st.integers(1, 6), NOWS)
def test_a_summary_read_again_is_the_same_brief(
    activity: object, part: Part, ahead: int, now: datetime
) -> None:
    assert isinstance(activity, type(CATALOG[0]))
    day = now.date() + timedelta(days=ahead)
    draft = read_brief(f"{activity.name} {day:%A} {part.value.lower()}", now)
    assert draft.activity_key == activity.key
    assert (draft.day, draft.part) == (day, part)
    again = read_brief(summary(draft).split(". Shall")[0], now)
    assert (again.activity_key, again.day, again.part) == (activity.key, day, part)
    assert (again.min_size, again.max_size) == (draft.min_size, draft.max_size)


@pytest.mark.parametrize(
    "text", ["\x00" * 2000, "saturday " * 220, "9" * 2000, "1/" * 1000, "at " * 600, "no " * 600, "-" * 2000]
)
def test_hostile_texts_are_read(text: str) -> None:
    gsm.assert_sendable(question_for(read_brief(text, FRIDAY)))
    is_brief_like(text)
