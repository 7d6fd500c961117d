"""Reading when somebody wants to meet: a day, a part of the day, an hour.

Days count from `today` in the person's own zone. What can mean two days or two hours is told as choices, so
that JOSH asks; a day that has passed is refused with a reason.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from kith.products.josh.linkups.day_parts import EARLIEST, LATEST, MONTHS, WEEKDAYS, Part, part_of, said_day

HORIZON: Final = timedelta(days=60)
"""How far ahead a LinkUp can be."""


class When(msgspec.Struct, frozen=True):
    """What was read. `day_choices` and `hour_choices` hold what an unclear wording can mean, else nothing.

    `refused` says in a sentence why a day or hour is not possible. `weekday_alone`: the day is a bare "Friday",
    which today can also mean next week's. `rest` is the text without the words that
    were read.
    """

    day: date | None = None
    part: Part | None = None
    at: time | None = None
    day_choices: tuple[date, ...] = ()
    hour_choices: tuple[time, ...] = ()
    refused: str | None = None
    weekday_alone: bool = False
    rest: str = ""


def read_when(text: str, now_local: datetime, usual_start: time | None = None) -> When:
    """Read `text` (latin, lower case, without apostrophes). `usual_start` helps with "at 8" (dinner: evening)."""
    reading = _Reading(f" {text} ", now_local.date())
    reading.read_part(now_local)
    reading.read_hour(usual_start)
    reading.read_day()
    return reading.result()


_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?s?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?(?: (?:the|on))?"
_MONTH: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO: Final = re.compile(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})\b")
_SLASHED: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?\b(?!/)")
_MONTH_DAY: Final = re.compile(
    rf"\b{_MONTH} (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (20\d\d)\b)?(?! ?(?:am|pm)\b)"
)
_DAY_MONTH: Final = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?!\w)(?: (20\d\d)\b)?")
_THE_NTH: Final = re.compile(r"\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b")
_IN_DAYS: Final = re.compile(r"\bin (\d{1,2}|two|three|four|five|six|a|one) (days?|weeks?)\b")
_NAMED_WEEKDAY: Final = re.compile(
    rf"\b(?:(this|next|coming|this coming|last|past) )?(?<!the )(?<!in )(?<!we )(?<!i )({_WEEKDAY})(?= "
    r"|[,.!?]|$)"
)
_WEEKEND: Final = re.compile(
    r"\b(?:(?:on|over|at) )?(?:(this|next|the|coming|this coming) )?(?:weekends?|wknd)\b"
)
_RELATIVE: Final = (
    (re.compile(r"\b(?:the )?day after (?:tomorrow|tmrw|tmr|tomorow)\b"), 2),
    (re.compile(r"\b(?:tomorrow|tmrw|tmr|tmrrw|tomoz|tomorow|tommorow|tommorrow|2morrow)\b"), 1),
    (re.compile(r"\b(?:today|2day|later today)\b"), 0),
)
_YESTERDAY: Final = re.compile(r"\b(?:yesterday|last night)\b")

_PARTS: Final = (
    (re.compile(r"\b(?:tonight|tonite|2nite|2night)\b"), None),
    (re.compile(r"\b(?:early |late )?(?:this |in the )?mornings?\b"), Part.MORNING),
    (
        re.compile(r"\b(?:early |late |mid )?(?:this |in the )?(?:afternoons?|arvo)\b|\blunch ?time\b"),
        Part.AFTERNOON,
    ),
    (re.compile(r"\b(?:early |late )?(?:this |in the )?evenings?\b|\bafter work\b"), Part.EVENING),
    (
        re.compile(
            r"(?<!game )(?<!quiz )(?<!trivia )(?<!movie )(?<!paint )(?<!craft )(?<!games )\b(?:late )?(?:at"
            r" )?nights?\b(?! market)"
        ),
        Part.NIGHT,
    ),
)
_RANGE: Final = re.compile(
    r"\b(?:between |from )?(\d{1,2})(?::(\d\d))? ?(?:-|to|and|until|till) ?(\d{1,2})(?::\d\d)? ?(am|pm"
    r"|a\.m\.?|p\.m\.?)(?![a-z])"
)
_MERIDIEM: Final = re.compile(
    r"(?:\b(?:at|around|about|by|from) |@ ?|~ ?)?\b(\d{1,2})(?:[:.](\d\d))? ?(am|pm|a\.m\.?|p\.m\.?)(?![a-z])"
)
_CLOCK: Final = re.compile(r"(?:\b(?:at|around|about|by|from) |@ ?)?\b(\d{1,2}):(\d\d)\b")
_BARE: Final = re.compile(
    r"(?:\b(?:at|around|by|from) (?:about |around |like )?|@ ?|~)(\d{1,2})(?:ish\b|\b)(?! ?(?:people"
    r"|persons?|ppl|of us|others?|min|km|miles|/|-|:|st\b|nd\b|rd\b|th\b))"
    r"|\b(\d{1,2}) ?(?:ish|o ?clock)\b"
)
_HALF_PAST: Final = re.compile(r"\b(half|quarter) (past|to) (\d{1,2}|noon)\b")
_NOON: Final = re.compile(r"\b(?:at |around )?(noon|midday|midnight)\b")
_SMALL: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


class _Reading:
    """The text while it is read: what is understood is cut out of it."""

    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.today = today
        self.day: date | None = None
        self.part: Part | None = None
        self.at: time | None = None
        self.days: tuple[date, ...] = ()
        self.hours: tuple[time, ...] = ()
        self.refused: str | None = None
        self.weekday_alone = False

    def result(self) -> When:
        refused, day, at, days = self.refused, self.day, self.at, self.days
        if day is not None and day < self.today:
            refused, day = f"{said_day(day)} has already passed.", None
        elif day is not None and day - self.today > HORIZON:
            refused, day = f"{said_day(day)} is too far ahead; I plan up to {HORIZON.days} days.", None
        days = tuple(choice for choice in days if self.today <= choice <= self.today + HORIZON)
        if len(days) == 1:
            day, days = days[0], ()
        if at is not None and not EARLIEST <= at <= LATEST:
            refused, at = "LinkUps begin between 6 in the morning and 11 at night.", None
            self.part = None
        hours = tuple(hour for hour in self.hours if EARLIEST <= hour <= LATEST)
        return When(day, self.part, at, days, hours, refused, self.weekday_alone, " ".join(self.text.split()))

    def _cut(self, match: re.Match[str]) -> None:
        self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"

    def read_part(self, now_local: datetime) -> None:
        for pattern, part in _PARTS:
            match = pattern.search(self.text)
            if match is None:
                continue
            if part is None:
                self.day = self.today
                self.part = Part.NIGHT if now_local.time() >= time(19, 30) else Part.EVENING
            elif self.part is None:
                self.part = part
                if match.group().startswith("this "):
                    self.day = self.today
            self._cut(match)

    def read_hour(self, usual_start: time | None) -> None:
        noon = _NOON.search(self.text)
        if noon:
            self._cut(noon)
            self._exact(time(0) if noon[1] == "midnight" else time(12))
            return
        half = _HALF_PAST.search(self.text)
        if half and half[3] != "noon":
            minutes = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}.get(
                (half[1], half[2]), 0
            )
            hour, minute = divmod(int(half[3]) * 60 + minutes, 60)
            self._cut(half)
            self._settle(hour, minute, usual_start)
            return
        for pattern in (_RANGE, _MERIDIEM):
            match = pattern.search(self.text)
            if match:
                self._cut(match)
                self._meridiem(int(match[1]), int(match[2] or 0), match)
                return
        clock = _CLOCK.search(self.text)
        if clock:
            self._cut(clock)
            self._settle(int(clock[1]), int(clock[2]), usual_start)
            return
        bare = _BARE.search(self.text)
        if bare:
            self._cut(bare)
            self._settle(int(bare[1] or bare[2]), 0, usual_start)

    def _meridiem(self, hour: int, minute: int, match: re.Match[str]) -> None:
        groups = match.groups()
        afternoon = str(groups[-1]).startswith("p")
        if not 1 <= hour <= 12 or minute > 59:
            if 13 <= hour <= 23 and minute <= 59:
                self._exact(time(hour, minute))
            else:
                self.refused = f"{hour}{f':{minute:02}' if minute else ''} is not a time of day."
            return
        # "11-1pm" begins in the morning.
        if len(groups) == 4 and afternoon and hour % 12 > int(str(groups[2])) % 12:
            afternoon = False
        self._exact(time(hour % 12 + (12 if afternoon else 0), minute))

    def _exact(self, at: time) -> None:
        self.at, self.part = at, part_of(at)

    def _settle(self, hour: int, minute: int, usual_start: time | None) -> None:
        """An hour said without am or pm."""
        if hour > 23 or minute > 59:
            self.refused = f"{hour}{f':{minute:02}' if minute else ''} is not a time of day."
            return
        if hour > 12 or hour == 0:
            self._exact(time(hour, minute))
            return
        early, late = time(hour % 12, minute), time(hour % 12 + 12, minute)
        if self.part is not None:
            self._exact(early if self.part is Part.MORNING else late)
        elif usual_start is not None:
            self._exact(min((early, late), key=lambda at: abs(_minutes(at) - _minutes(usual_start))))
        elif hour == 12 or hour < 8:
            self._exact(late)
        else:
            self.hours = (early, late)

    def read_day(self) -> None:
        if self._dated():
            return
        yesterday = _YESTERDAY.search(self.text)
        if yesterday:
            self._cut(yesterday)
            self.refused = "Yesterday has already passed."
            return
        for pattern, days in _RELATIVE:
            match = pattern.search(self.text)
            if match:
                self._cut(match)
                self.day = self.today + timedelta(days=days)
                return
        ahead = _IN_DAYS.search(self.text)
        if ahead:
            count = _SMALL.get(ahead[1]) or int(ahead[1])
            self._cut(ahead)
            self.day = self.today + timedelta(days=count * (7 if ahead[2].startswith("week") else 1))
            return
        if self.day is not None or self._weekend():
            return
        self._weekday()

    def _dated(self) -> bool:
        for pattern, order in ((_ISO, "ymd"), (_SLASHED, "mdy"), (_MONTH_DAY, "mdy"), (_DAY_MONTH, "dmy")):
            match = pattern.search(self.text)
            if match is None:
                continue
            values = dict(zip(order, match.groups(), strict=True))
            month = _month(values["m"])
            day = int(values["d"])
            if pattern is _SLASHED and month > 12 >= day:
                month, day = day, month
            self._cut(match)
            self._on(month, day, values["y"])
            self._agree_with_weekday()
            return True
        nth = _THE_NTH.search(self.text)
        if nth is None:
            return False
        self._cut(nth)
        self._next_nth(int(nth[1]))
        self._agree_with_weekday()
        return True

    def _on(self, month: int, day: int, year: str | None) -> None:
        if year is not None:
            self.day = self._date(int(year) + (2000 if len(year) == 2 else 0), month, day)
            return
        self.day = self._date(self.today.year, month, day)
        if self.day is None and self.refused and month == 2 and day == 29:
            return
        if self.day is not None and self.day < self.today:
            next_year = self._date(self.today.year + 1, month, day)
            # "1/5" in December is next January; "Nov 3" on Nov 20 is a slip, not a wish for next year.
            if next_year is not None and next_year - self.today <= HORIZON:
                self.day = next_year

    def _date(self, year: int, month: int, day: int) -> date | None:
        try:
            return date(year, month, day)
        except ValueError:
            said = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}, day"
            self.refused = f"There is no {said} {day}."
            return None

    def _next_nth(self, day: int) -> None:
        for ahead in range(0, 62):
            candidate = self.today + timedelta(days=ahead)
            if candidate.day == day:
                self.day = candidate
                return
        self.refused = f"There is no {day}th coming up."

    def _agree_with_weekday(self) -> None:
        named = _NAMED_WEEKDAY.search(self.text)
        if named is None or self.day is None:
            return
        self._cut(named)
        wanted = _weekday_of(named[2])
        if wanted != self.day.weekday():
            nearest = min(
                (self.day + timedelta(days=shift) for shift in range(-3, 4)),
                key=lambda d: d.weekday() != wanted,
            )
            self.days, self.day = tuple(sorted((nearest, self.day))), None

    def _weekend(self) -> bool:
        match = _WEEKEND.search(self.text)
        if match is None:
            return False
        self._cut(match)
        saturday = self.today + timedelta(days=(5 - self.today.weekday()) % 7)
        if self.today.weekday() == 6:
            saturday -= timedelta(days=7)
        if match[1] == "next":
            saturday += timedelta(days=7)
        weekend = (saturday, saturday + timedelta(days=1))
        named = _NAMED_WEEKDAY.search(self.text)
        if named and _weekday_of(named[2]) in (5, 6):
            self._cut(named)
            self.day = weekend[_weekday_of(named[2]) - 5]
        else:
            self.days = tuple(day for day in weekend if day >= self.today)
        return True

    def _weekday(self) -> None:
        found: list[date] = []
        while match := _NAMED_WEEKDAY.search(self.text):
            self._cut(match)
            wanted = _weekday_of(match[2])
            ahead = (wanted - self.today.weekday()) % 7
            match match[1]:
                case "last" | "past":
                    self.refused = "That day has already passed."
                    return
                case "next":
                    coming = self.today + timedelta(days=ahead or 7)
                    # On a Monday, "next Friday" can be this week's or the one after.
                    same_week = coming.isocalendar()[:2] == self.today.isocalendar()[:2]
                    found += [coming, coming + timedelta(days=7)] if same_week else [coming]
                case named:
                    self.weekday_alone = named is None
                    found.append(self.today + timedelta(days=ahead))
        if len(set(found)) == 1:
            self.day = found[0]
        elif found:
            self.days = tuple(sorted(set(found)))


def _weekday_of(named: str) -> int:
    return WEEKDAYS.index(named[:3].upper())


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return MONTHS.index(written[:3].capitalize()) + 1


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
