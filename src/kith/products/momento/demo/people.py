"""The people of the demo: made up, the same every time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

import msgspec

from kith.products.momento.places.catalogue import CITIES

# fmt: off
FIRST_NAMES: Final = (
    "Ada", "Amara", "Anneke", "Anton", "Aylin", "Beatriz", "Bela", "Bruno", "Caio", "Carla",
    "Chidi", "Clara", "Dario", "Deniz", "Dilan", "Edda", "Eero", "Elif", "Elise", "Emeka", "Enzo",
    "Esra", "Farah", "Felix", "Fiona", "Frida", "Gabriel", "Greta", "Hana", "Henrik", "Ida",
    "Ilse", "Imani", "Inês", "Ingrid", "Ivo", "Jamal", "Jana", "Joana", "Jonas", "Jun", "Kaia",
    "Karim", "Keiko", "Lale", "Lars", "Leila", "Leo", "Linnea", "Lior", "Lotte", "Luca", "Lucía",
    "Mads", "Maia", "Malik", "Mara", "Mateo", "Matilde", "Mei", "Mina", "Miro", "Nadia", "Naomi",
    "Nia", "Nils", "Noor", "Nuno", "Odile", "Olga", "Omar", "Oskar", "Paloma", "Pavel", "Petra",
    "Priya", "Quentin", "Rafael", "Rana", "Reza", "Rosa", "Ruben", "Sami", "Selin", "Sofia",
    "Soren", "Stella", "Taavi", "Tariq", "Teresa", "Thea", "Tomás", "Uma", "Vera", "Viggo",
    "Wanda", "Yael", "Yara", "Yusuf", "Zeynep", "Zoe",
)
# fmt: on
OCCUPATIONS: Final = (
    "nurse",
    "baker",
    "piano tuner",
    "software tester",
    "gardener",
    "tram driver",
    "primary school teacher",
    "archivist",
    "bike mechanic",
    "translator",
    "marine biologist",
    "carpenter",
    "podcast editor",
    "midwife",
    "set designer",
    "statistician",
    "bookseller",
    "ceramicist",
    "lawyer for tenants",
    "cook",
    "sound engineer",
    "physiotherapist",
    "urban planner",
    "illustrator",
    "optician",
    "beekeeper",
)
HERE_FOR: Final = (
    "New in town and tired of meeting people only at work.",
    "I know my street, now I would like to know the people on it.",
    "Back after six years away. Half my friends have moved.",
    "I like evenings that end before midnight and conversations that do not.",
    "I talk a lot with two people and hardly at all with ten.",
    "I say yes to walks in any weather.",
    "I bring too much food, always.",
    "Quiet at first, then not.",
    "I ask the second question.",
    "I am learning to cook more than four dishes.",
    "My dog is called Monday. He comes along if you let him.",
    "I collect bad puns and good knives.",
    "I lose at chess, gladly.",
    "Mornings are mine, evenings can be yours.",
    "I would rather show you my favourite bench than a bar.",
    "I sing in a choir that nobody has heard of.",
    "I read the last page first.",
    "I am happiest when somebody explains their work to me.",
)


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the demo. `interests` are names of the catalogue; degrees are about where they live."""

    number: int
    first_name: str
    last_name: str
    email: str
    birth_date: date
    gender: str | None
    occupation: str
    bio: str
    city: str
    time_zone: str
    latitude: float
    longitude: float
    interests: tuple[str, ...]


def residents(chance: Random, count: int, today: date, catalogue: list[tuple[str, str]]) -> list[Resident]:
    """So many people; `catalogue` holds (interest, theme), of which most people like two or three themes."""
    themes = sorted({theme for _name, theme in catalogue})
    found: list[Resident] = []
    for number in range(count):
        name = FIRST_NAMES[number % len(FIRST_NAMES)]
        # Most live in the first city, so that its events have people to ask.
        city = list(CITIES.values())[0 if number < 12 or number % 3 else (number // 3) % len(CITIES)]
        liked = set(chance.sample(themes, 3))
        near = [interest for interest, theme in catalogue if theme in liked]
        wanted = chance.sample(near, min(len(near), chance.randint(3, 6)))
        wanted += [interest for interest, _theme in chance.sample(catalogue, 2) if interest not in wanted]
        sentences = chance.sample(HERE_FOR, 2)
        found.append(
            Resident(
                number=number,
                first_name=name,
                last_name=f"{chance.choice('ABCDEFGHKLMNPRSTVW')}.",
                email=f"{name.lower()}.{number}@momento.example".encode("ascii", "ignore").decode(),
                birth_date=today - timedelta(days=chance.randint(21 * 365, 58 * 365)),
                gender=chance.choice(("woman", "man", "woman", "man", "non-binary", None)),
                occupation=chance.choice(OCCUPATIONS),
                bio=" ".join(sentences),
                city=city.name,
                time_zone=city.time_zone,
                latitude=round(city.latitude + chance.uniform(-0.04, 0.04), 4),
                longitude=round(city.longitude + chance.uniform(-0.06, 0.06), 4),
                interests=tuple(wanted),
            )
        )
    return found
