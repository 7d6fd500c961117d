"""The events of the demo: what its hosts think up. Hours are local; `days` counts from today, the past is negative."""

from __future__ import annotations

from typing import Final

import msgspec


class StopPlan(msgspec.Struct, frozen=True):
    """A stop: what happens, at which place of the built-in list, how many minutes."""

    title: str
    place: str
    minutes: int
    description: str = ""


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """An event. `host` counts the demo's hosts from 0; `guests` is how many have said yes, `asked` how many more are asked."""

    title: str
    host: int
    days: int
    hour: int
    minute: int = 0
    seats: tuple[int, int]
    price: int = 0
    description: str
    stops: tuple[StopPlan, ...]
    signpost: str = ""
    cost: str = ""
    interests: tuple[str, ...] = ()
    plus_one: bool = False
    host_takes_part: bool = True
    guests: int = 0
    asked: int = 0
    waiting: int = 0


HOSTS: Final = (
    (
        "Hedda’s long table",
        "I cook for six, tell one story and listen to five. Soup in winter, anything cold in summer.",
    ),
    (
        "Walks with Viggo",
        "I draw maps for a living and walk them afterwards. Bring shoes that do not mind mud.",
    ),
    ("Noor shows films", "One old film a month on my wall, and the conversation it deserves."),
    ("Tuesday games", "Rules explained in four minutes, snacks within reach, nobody keeps score for long."),
    ("The morning people", "Coffee, a swim, a bench. We are home before others wake up."),
    ("Clay and company", "A wheel, a kiln and a window. I teach the first bowl; the second one teaches you."),
)

PAST: Final = (
    Gathering(
        title="Three soups and one story each",
        host=0,
        days=-24,
        hour=19,
        seats=(4, 7),
        guests=6,
        description="Everybody brings a story of a place they will never go back to. I bring the soups.",
        stops=(StopPlan("Soups", "Berlin/Lantern Street Kitchen", 150),),
        interests=("Dinner parties", "Creative writing"),
    ),
    Gathering(
        title="Along the canal until the light goes",
        host=1,
        days=-17,
        hour=16,
        seats=(3, 8),
        guests=6,
        description="Five slow kilometres, two benches and a kettle at the end.",
        stops=(
            StopPlan("Meet and set off", "Berlin/Canal Steps", 90),
            StopPlan("Tea", "Berlin/The Blue Kettle", 60),
        ),
        interests=("Long walks", "Birdwatching"),
    ),
    Gathering(
        title="A film from 1953",
        host=2,
        days=-10,
        hour=20,
        seats=(4, 9),
        price=800,
        guests=7,
        description="I do not say which one. It has a train in it. We talk until somebody yawns.",
        stops=(StopPlan("The film, and what one says about it", "Berlin/Courtyard Nine", 180),),
        interests=("Vintage film",),
    ),
    Gathering(
        title="First bowl",
        host=5,
        days=-4,
        hour=11,
        seats=(2, 5),
        price=2400,
        guests=4,
        description="Two hours at the wheel. You go home with clay under your nails and a bowl that leans.",
        stops=(
            StopPlan("At the wheel", "Berlin/Plum Yard Studio", 120),
            StopPlan("Lunch", "Berlin/Little Rix Bakery", 60),
        ),
        interests=("Pottery",),
    ),
    Gathering(
        title="Games for people who say they hate games",
        host=3,
        days=-2,
        hour=19,
        seats=(3, 6),
        guests=5,
        description="Cooperative, short, funny. You will be asked to guess what a stranger thinks of pigeons.",
        stops=(StopPlan("Games", "Berlin/Oranien Reading Room", 150),),
        interests=("Board games", "Improv"),
    ),
)

AHEAD: Final = (
    Gathering(
        title="Soup, candles, strangers",
        host=0,
        days=5,
        hour=19,
        seats=(4, 8),
        price=1500,
        guests=3,
        asked=4,
        plus_one=True,
        description="We start in my kitchen, walk once around the block between the courses, and end with something sweet "
        "at the bakery that stays open for us.\n\n"
        "Bring an appetite and one question you would like to be asked.",
        stops=(
            StopPlan("Peel, chop, pour", "Berlin/Lantern Street Kitchen", 75, "Aprons are there."),
            StopPlan("Once around the block", "Berlin/Field Gate, old runway", 30),
            StopPlan("Something sweet", "Berlin/Little Rix Bakery", 60, "They keep the oven on for us."),
        ),
        signpost="The door with the green lantern.",
        cost="nothing more; wine if you like",
        interests=("Dinner parties", "Natural wine", "Cooking from elsewhere"),
    ),
    Gathering(
        title="Sunday on the old runway",
        host=1,
        days=3,
        hour=11,
        seats=(4, 12),
        guests=5,
        asked=3,
        description="Kites if there is wind, stories if there is none. We walk the whole length once.",
        stops=(
            StopPlan("Meet at the gate", "Berlin/Field Gate, old runway", 120),
            StopPlan("Warm up", "Berlin/Weser Corner Bar", 60),
        ),
        signpost="Look for a red kite, in the air or in my hand.",
        interests=("Long walks", "Public transport"),
    ),
    Gathering(
        title="The train film, again",
        host=2,
        days=9,
        hour=20,
        seats=(3, 5),
        price=800,
        guests=4,
        waiting=3,
        description="Because last time some of you had to leave before the end.",
        stops=(StopPlan("The film", "Berlin/Courtyard Nine", 180),),
        interests=("Vintage film", "Night trains"),
    ),
    Gathering(
        title="Bowls for beginners",
        host=5,
        days=12,
        hour=11,
        seats=(3, 5),
        price=2400,
        guests=1,
        asked=2,
        description="One wheel for two people, so that somebody laughs when it collapses.",
        stops=(StopPlan("At the wheel", "Berlin/Plum Yard Studio", 150),),
        interests=("Pottery", "Baking"),
        host_takes_part=False,
    ),
    Gathering(
        title="Swim before breakfast",
        host=4,
        days=2,
        hour=7,
        seats=(2, 6),
        guests=3,
        asked=2,
        description="Cold, short, then hot coffee in a jar. You need a towel and somebody to complain to.",
        stops=(
            StopPlan("In and out", "Lisbon/River Lawn, east end", 45),
            StopPlan("Breakfast", "Lisbon/Custard Corner", 60),
        ),
        interests=("Wild swimming", "Specialty coffee"),
    ),
    Gathering(
        title="A quiz about this street",
        host=3,
        days=7,
        hour=19,
        seats=(6, 12),
        guests=2,
        asked=5,
        description="Every question has its answer within two hundred metres. We go and look.",
        stops=(
            StopPlan("Questions", "Berlin/Oranien Reading Room", 60),
            StopPlan("Answers, on foot", "Berlin/Canal Steps", 60),
            StopPlan("Prizes", "Berlin/The Blue Kettle", 45),
        ),
        interests=("Pub quizzes", "City history walks", "Architecture"),
    ),
)

SOON: Final = Gathering(
    title="Tea at the blue kettle",
    host=1,
    days=0,
    hour=0,
    seats=(2, 6),
    guests=4,
    description="An hour, a pot, four people. It begins soon: this is the one to check in to.",
    stops=(StopPlan("Tea", "Berlin/The Blue Kettle", 75),),
    signpost="The round table at the back.",
    interests=("Tea ceremonies",),
)
COMMENTS: Final = (
    "Warm, unhurried, and the second soup!",
    "I came alone and left with two phone numbers and a recipe.",
    "You feel that somebody has thought about who sits where.",
    "Just the right number of people.",
    "I laughed more than in the whole month before.",
    "A little long for a Tuesday, but nobody wanted to go.",
)
LETTERS: Final = (
    ("That story about the lighthouse: is it true?", "Mostly. The goat was real."),
    (
        "I found the record you hummed.",
        "No! Which one was it?",
        "The second side of the blue one. Come over and hear it.",
    ),
    ("Walk on Sunday?", "Gladly. Same bench at eleven?"),
)
