"""Who lives in the demo city: made up, the same at every first start."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import msgspec

FIRST_NAMES = [
    "Maya",
    "Jonas",
    "Priya",
    "Theo",
    "Amara",
    "Lucas",
    "Ines",
    "Omar",
    "Greta",
    "Felix",
    "Noor",
    "Caleb",
    "Yuki",
    "Rosa",
    "Ethan",
    "Lena",
    "Kofi",
    "Anya",
    "Marco",
    "Zoe",
    "Idris",
    "Clara",
    "Mateo",
    "Hana",
    "Simon",
    "Leila",
    "Oscar",
    "Tessa",
    "Ravi",
    "Nina",
    "Aaron",
    "Freya",
    "Diego",
    "Mira",
    "Julian",
    "Esme",
    "Tariq",
    "Alma",
    "Victor",
    "Paula",
    "Soren",
    "Bianca",
    "Kenji",
    "Ruth",
    "Milo",
    "Sana",
    "Elias",
    "Dalia",
    "Hugo",
    "Vera",
    "Andre",
    "Iris",
    "Nadia",
    "Pavel",
    "Cora",
    "Jamal",
    "Stella",
    "Arjun",
    "Edith",
    "Luca",
    "Farah",
    "Owen",
    "Celia",
    "Bruno",
    "Salma",
    "Ivan",
    "Daphne",
    "Malik",
    "Petra",
    "Samir",
    "Joyce",
    "Emil",
    "Thea",
    "Rafael",
    "Wanda",
    "Cyrus",
    "Beth",
    "Anders",
    "Zara",
    "Leon",
]
LAST_NAMES = [
    "Ashford",
    "Bellamy",
    "Castro",
    "Devlin",
    "Egan",
    "Farrow",
    "Grant",
    "Holloway",
    "Ibarra",
    "Jansen",
    "Keating",
    "Lund",
    "Moreau",
    "Novak",
    "Okafor",
    "Pratt",
]
LIKES = (
    "coffee",
    "walk",
    "tennis",
    "board_games",
    "brunch",
    "hike",
    "trivia",
    "museum",
    "run",
    "picnic",
    "movie",
    "climbing",
)
WINDOWS = ("morning", "day", "evening", "night")


def number_of(place: int) -> str:
    """The telephone number of the resident at this place."""
    return f"+1202555{1000 + place}"


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the demo city. `answers` is the option chosen at each question of the interview, by its place."""

    phone: str
    first_name: str
    last_name: str
    birthday: date
    postal_code: str
    latitude: float
    longitude: float
    answers: tuple[int, ...]
    likes: tuple[str, ...]
    windows: tuple[str, ...]


def residents(
    chance: Random, count: int, questions: int, today: date, zips: tuple[str, ...]
) -> list[Resident]:
    """So many people, drawn from `chance`."""
    found: list[Resident] = []
    for number in range(count):
        found.append(
            Resident(
                phone=number_of(number),
                first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
                last_name=chance.choice(LAST_NAMES),
                birthday=today - timedelta(days=int(365.25 * chance.uniform(24, 42))),
                postal_code=chance.choice(zips),
                latitude=round(30.25 + chance.gauss(0, 0.04), 4),
                longitude=round(-97.75 + chance.gauss(0, 0.04), 4),
                answers=tuple(chance.choice((0, 1, 2)) for _ in range(questions)),
                likes=tuple(chance.sample(LIKES, 4)),
                windows=tuple(chance.sample(WINDOWS[:3], 2)),
            )
        )
    return found
