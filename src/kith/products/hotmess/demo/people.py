"""Whom the demo is about, and what they put on. Made up, all of it."""

from __future__ import annotations

from typing import Final

import msgspec


class Night(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is on. `days` from tonight, `begins` and `hours` long by the city's clock; without `begins` it is on already for `hours`."""

    city: str
    kind: str
    title: str
    text: str
    place: str
    days: int = 0
    begins: int | None = 22
    hours: int = 6
    price: int = 0
    capacity: int | None = None
    reentry: bool = False
    sold_out: bool = False
    crowd: int = 0
    posts: tuple[str, ...] = ()


NIGHTS: Final = (
    Night(
        city="london",
        kind="event",
        title="Under the arches",
        text="House and whatever comes after it, in two railway arches with a yard between them.\n\nNo phones on the floor; stickers at the door.",
        place="Arch 47",
        price=1500,
        capacity=600,
        reentry=True,
        sold_out=True,
        crowd=64,
        posts=(
            "Queue moves fast until half past eleven, then you wait forty minutes.",
            "Anybody else coming from Deptford? We walk over at ten.",
            "The yard is open tonight. Bring a jumper.",
        ),
    ),
    Night(
        city="london",
        kind="venue",
        title="The back room",
        text="A bar with a pool table and a jukebox that plays nothing from this century.",
        place="Dalston Lane",
        begins=None,
        hours=30 * 24,
        crowd=23,
        posts=("Quiz on Tuesdays. Losers choose the next song.",),
    ),
    Night(
        city="london",
        kind="gathering",
        title="Slow run along the canal",
        text="Seven kilometres at talking pace, then breakfast. Nobody is left behind.",
        place="King's Cross, Granary Square",
        days=1,
        begins=9,
        hours=3,
        posts=("I am the one with the orange hat.",),
    ),
    Night(
        city="london",
        kind="experience",
        title="Wrestling for beginners",
        text="On mats, with a coach, keeping your clothes on. Two hours, no strength needed.",
        place="Bethnal Green Working Men's Gym",
        days=2,
        begins=19,
        hours=2,
        price=1200,
        capacity=24,
    ),
    Night(
        city="london",
        kind="ticket",
        title="Raw Convict label night",
        text="Three live sets and the people behind them.",
        place="Corsica yard",
        days=3,
        begins=23,
        hours=7,
        price=1800,
        capacity=450,
    ),
    Night(
        city="manchester",
        kind="event",
        title="Canal Street all-nighter",
        text="Two floors, one of them quiet.",
        place="Richmond Mill",
        price=1000,
        crowd=31,
    ),
    Night(
        city="berlin",
        kind="event",
        title="Sonntag, then Monday",
        text="Begins on Sunday, and you will see.",
        place="An der Spree",
        hours=12,
        price=1800,
        reentry=True,
        crowd=88,
        posts=("Coat check takes cards now.",),
    ),
    Night(
        city="berlin",
        kind="gathering",
        title="Lakeside, weather permitting",
        text="Blankets, a speaker that stays low, home before dark.",
        place="Teufelssee",
        days=1,
        begins=13,
        hours=5,
    ),
    Night(
        city="paris",
        kind="event",
        title="Bal sous la pluie",
        text="An accordion and a drum machine.",
        place="Pantin",
        price=1200,
        crowd=17,
    ),
    Night(
        city="amsterdam",
        kind="experience",
        title="Night swim",
        text="Heated, candlelit, no talking for the first hour.",
        place="Noord",
        days=1,
        begins=21,
        hours=3,
        price=1400,
        crowd=6,
    ),
    Night(
        city="barcelona",
        kind="venue",
        title="Terraza del mar",
        text="A roof, a bar, the last of the sun.",
        place="Poblenou",
        begins=None,
        hours=14 * 24,
        crowd=12,
    ),
)
NAMES: Final = (
    "ash",
    "arlo",
    "beck",
    "bram",
    "cato",
    "cyan",
    "dex",
    "dov",
    "eddy",
    "emil",
    "finn",
    "fox",
    "gil",
    "gus",
    "hal",
    "hugo",
    "ike",
    "ivo",
    "jonah",
    "jude",
    "kai",
    "kit",
    "lars",
    "leo",
    "mako",
    "milo",
    "nico",
    "noor",
    "odin",
    "otis",
    "pax",
    "pike",
    "quinn",
    "rafe",
    "remy",
    "rio",
    "sal",
    "silas",
    "theo",
    "tobi",
    "ugo",
    "uri",
    "vito",
    "wolf",
    "xan",
    "yannis",
    "zeb",
    "zane",
)
