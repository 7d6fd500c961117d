"""The mentors and mentees of the demo: made up, the same every time."""

from __future__ import annotations

from random import Random
from typing import Final

import msgspec


class DemoMentor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who mentors. `evenings` open 18 to 21, otherwise hours of a working day; rate in minor units of euros."""

    name: str
    headline: str
    bio: str
    skills: tuple[str, ...]
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    zone: str
    rate: int
    years: int
    evenings: bool
    request: bool


# Name, headline, story, skills, areas, languages, zone, euros an hour, years.
_LINES: Final = (
    (
        "Grace Okoro",
        "Went from nurse to data engineer at 38",
        "I spent fourteen years on wards before I wrote my first query. I can tell you which parts of the change were hard and which only looked it.",
        "sql, python, career change",
        "data, starting late",
        "English, German",
        "Europe/Berlin",
        55,
        9,
    ),
    (
        "Henrik Dahl",
        "Negotiated forty salaries, lost six",
        "We prepare your number, your reasons and your silence. Then we practise until it is boring.",
        "salary talks, negotiation, interviews",
        "work, money",
        "English, Swedish",
        "Europe/Stockholm",
        70,
        12,
    ),
    (
        "Lucía Ferrer",
        "Opened three cafés, closed one in time",
        "Rent, suppliers, staff, the first winter. Bring your numbers and I bring my mistakes.",
        "small business, cash flow, hiring",
        "shops, food",
        "Spanish, English",
        "Europe/Madrid",
        45,
        15,
    ),
    (
        "Tomasz Wilk",
        "Learned Japanese in a factory canteen",
        "Ten minutes every day beat three hours on Sunday. I help you find your ten minutes.",
        "japanese, language learning, habits",
        "languages",
        "Polish, English, Japanese",
        "Europe/Warsaw",
        30,
        8,
    ),
    (
        "Amara Diallo",
        "Reads contracts so you can sleep",
        "Freelance contracts, flats, first jobs. I explain what it says and what it does not.",
        "contracts, freelancing, tenancy",
        "law, everyday life",
        "French, English",
        "Europe/Paris",
        80,
        11,
    ),
    (
        "Jonas Brandt",
        "Twelve years of teams that ship on Fridays",
        "From your first pull request to leading people who write better code than you.",
        "leadership, code review, python",
        "software, teams",
        "German, English",
        "Europe/Berlin",
        90,
        12,
    ),
    (
        "Mei Tanaka",
        "Designs things people do not notice",
        "Portfolio reviews without flattery. We keep three pieces and make them sing.",
        "design, portfolio, figma",
        "design, careers",
        "English, Japanese",
        "Asia/Tokyo",
        65,
        10,
    ),
    (
        "Priya Nair",
        "Raised two rounds and gave one back",
        "Pitch, cap table, the question you hope nobody asks.",
        "fundraising, pitching, startups",
        "money, founding",
        "English, Hindi",
        "Asia/Kolkata",
        120,
        9,
    ),
    (
        "Samuel Osei",
        "Statistics for people who were told they cannot",
        "No proofs before coffee. We start from your data and stop when it makes sense.",
        "statistics, r, research",
        "science, data",
        "English",
        "Africa/Accra",
        35,
        14,
    ),
    (
        "Ingrid Moen",
        "Wrote four novels before one sold",
        "Structure, stamina, and when to stop rewriting chapter one.",
        "writing, editing, fiction",
        "books",
        "Norwegian, English",
        "Europe/Oslo",
        50,
        20,
    ),
    (
        "Mateo Rojas",
        "Runs marathons slowly and on purpose",
        "From the couch to forty-two kilometres without hating any of it.",
        "running, habits, training plans",
        "health",
        "Spanish, English",
        "America/Bogota",
        25,
        7,
    ),
    (
        "Elif Kaya",
        "Moved country three times with two children",
        "Schools, papers, the first lonely month. You do not have to find it all out yourself.",
        "moving abroad, paperwork, parenting",
        "everyday life",
        "Turkish, German, English",
        "Europe/Berlin",
        40,
        10,
    ),
    (
        "Noah Fischer",
        "Builds furniture that outlives trends",
        "Bring a drawing or a dream. We turn it into a cutting list.",
        "woodworking, joinery, tools",
        "craft",
        "German, English",
        "Europe/Zurich",
        60,
        18,
    ),
    (
        "Hana Novak",
        "Debugged hospitals' machines at three in the morning",
        "Embedded systems, oscilloscopes, and staying calm while everybody watches.",
        "embedded, c, electronics",
        "hardware",
        "Czech, English",
        "Europe/Prague",
        75,
        13,
    ),
    (
        "Oluwaseun Ade",
        "Turned a choir into a company",
        "Bookings, contracts, and getting paid before the applause.",
        "music business, booking, budgeting",
        "music",
        "English, Yoruba",
        "Africa/Lagos",
        45,
        11,
    ),
    (
        "Clara Lindqvist",
        "Teaches people to say no kindly",
        "Meetings, mothers-in-law, managers. We write the sentence together and practise it.",
        "communication, boundaries, feedback",
        "work, life",
        "English, Swedish",
        "Europe/Stockholm",
        55,
        16,
    ),
    (
        "Arjun Mehta",
        "Passed the boards on the third try",
        "Study plans for exams that eat your year. I know what failing twice feels like.",
        "exam preparation, study plans, medicine",
        "learning",
        "English, Hindi",
        "Asia/Kolkata",
        40,
        6,
    ),
    (
        "Beatriz Lopes",
        "Photographs weddings and other emergencies",
        "Light, nerves, and what to charge. Bring ten pictures you are unsure of.",
        "photography, lightroom, pricing",
        "photography",
        "Portuguese, English",
        "Europe/Lisbon",
        50,
        12,
    ),
    (
        "Viktor Petrov",
        "Chess, for those who lose gladly",
        "We look at your last three losses and find the one habit that costs you most.",
        "chess, openings, endgames",
        "games",
        "English, Bulgarian",
        "Europe/Sofia",
        20,
        25,
    ),
    (
        "Zanele Dube",
        "Grew vegetables on eleven balconies",
        "Soil, light, and what to plant this week where you live.",
        "gardening, compost, seeds",
        "plants",
        "English, Zulu",
        "Africa/Johannesburg",
        0,
        9,
    ),
    (
        "Emil Sørensen",
        "Cooks for eighty on a Tuesday",
        "Knife, heat, timing. After an hour your onions behave.",
        "cooking, menus, kitchens",
        "food",
        "Danish, English",
        "Europe/Copenhagen",
        45,
        14,
    ),
    (
        "Ruth Abrams",
        "Hired three hundred people and remembers most",
        "I read your application as I would on a bad Monday, and tell you what I would do.",
        "applications, cvs, interviews",
        "work",
        "English",
        "Europe/London",
        65,
        17,
    ),
    (
        "Kenji Mori",
        "Ships games with two friends",
        "Scope is the enemy. We cut yours in half and it gets better.",
        "game design, unity, prototyping",
        "games, software",
        "Japanese, English",
        "Asia/Tokyo",
        60,
        10,
    ),
    (
        "Fatima Zahra",
        "Teaches Arabic through songs",
        "We begin with a song you like. By the end you can order tea and argue about it.",
        "arabic, language learning, singing",
        "languages",
        "Arabic, French, English",
        "Africa/Casablanca",
        28,
        8,
    ),
)
_FIRST: Final = (
    "Ana",
    "Ben",
    "Chloe",
    "Dev",
    "Ella",
    "Finn",
    "Gita",
    "Hugo",
    "Ines",
    "Jack",
    "Kim",
    "Lena",
    "Milan",
    "Nora",
    "Ole",
    "Pia",
    "Quinn",
    "Rosa",
    "Sven",
    "Tara",
)
_LAST: Final = ("Adler", "Bauer", "Costa", "Duarte", "Engel", "Fuchs", "Gallo", "Huber")
PRAISE: Final = (
    "I came with ten questions and left with the two that matter.",
    "Kind, exact, and never once in a hurry.",
    "An hour that saved me a month.",
    "We went through my draft line by line. I still hear the voice when I write.",
    "Told me what I did not want to hear, and how to go about it.",
    "Prepared, funny, honest about what they do not know.",
    "A little fast for me, but I have it all in my notes.",
    None,
)
_GOALS: Final = (
    "Change trades without starting from nothing",
    "Ask for more and mean it",
    "Finish the thing I began in March",
    "Understand my own numbers",
    "Pass the exam this time",
    "Say in one sentence what I do",
    "Find out whether it is worth it",
    "Talk to people I look up to",
)


def mentors() -> list[DemoMentor]:
    """The mentors, twice over: each line once more under another name, later in the day and a little cheaper."""
    found: list[DemoMentor] = []
    for number, (name, headline, bio, skills, areas, languages, zone, euros, years) in enumerate(_LINES):
        found.append(
            DemoMentor(
                name=name,
                headline=headline,
                bio=bio,
                skills=tuple(skills.split(", ")),
                areas=tuple(areas.split(", ")),
                languages=tuple(languages.split(", ")),
                zone=zone,
                rate=euros * 100,
                years=years,
                evenings=number % 3 == 0,
                request=number % 5 == 4,
            )
        )
    chance = Random(20261125)  # noqa: S311 - the same people every time
    for number, one in enumerate(list(found)):
        first, last = (
            chance.choice(_FIRST),
            chance.choice(("Marsh", "Keller", "Rossi", "Silva", "Novak", "Weiss")),
        )
        found.append(
            msgspec.structs.replace(
                one,
                name=f"{first} {last}",
                headline=f"A few years behind {one.name.split()[0]}, with fresher mistakes",
                bio=f"{one.name.split()[0]} taught me most of this. I still remember what it was like not to know it.",
                rate=max(0, one.rate - 1500 - chance.randrange(3) * 500) if one.rate >= 3000 else 0,
                years=max(2, one.years // 3),
                evenings=number % 2 == 0,
                request=False,
            )
        )
    return found


def mentees() -> list[tuple[str, str, list[str]]]:
    """Name, zone and goals of people who learn."""
    chance = Random(20261126)  # noqa: S311 - the same people every time
    zones = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kathmandu", "Europe/Lisbon")
    return [
        (
            f"{_FIRST[number % len(_FIRST)]} {_LAST[(number + number // 40) % len(_LAST)]}",
            zones[number % len(zones)],
            chance.sample(_GOALS, 2),
        )
        for number in range(80)
    ]
