"""Two players of Attuned: made through the commands, with profiles that a test chooses, and their programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec

from harness import house as houses
from harness.members import add_person, bearer, run, sign_in
from kith.commons.identity.person import Person
from kith.commons.privacy.data_keys import key_of
from kith.foundation.house import House
from kith.products.attuned.connections import commands as connections
from kith.products.attuned.players import commands as players
from kith.products.attuned.players.form import Basics, Beginning
from kith.products.attuned.players.player import Player
from kith.products.attuned.profiles.profile import Profile, columns
from kith.web import cookies

_AGREED = Beginning(age_consent=True, terms_consent=True, privacy_consent=True)


class Somebody(msgspec.Struct, frozen=True):
    """A player and their address; no address without an account."""

    player: Player
    email: str = ""

    @property
    def user_id(self) -> UUID:
        assert self.player.user_id is not None
        return self.player.user_id


async def somebody(
    house: House, name: str, *, anonymous: bool = False, sharing: str = "overlapping_only", **profile: Any
) -> Somebody:
    """Somebody ready to play; with words of a profile, somebody who took the survey."""
    email = "" if anonymous else f"{name.lower()}@example.org"
    person = None
    if not anonymous:
        person = Person(id=await add_person(house, email=email, first_name=name), session_id=UUID(int=0))
    player = await players.begin(house, person, _AGREED, "198.51.100.9")
    await players.tell_basics(
        house, player, Basics(display_name=name, sharing=sharing, gender="a secret of " + name)
    )
    if profile:
        await answer(house, player, **profile)
    return Somebody(player, email)


async def answer(house: House, player: Player, **profile: Any) -> None:
    """Take the survey (anew): the profile is this."""
    key = await key_of(house, "attuned", player.owner)
    written = columns(Profile(profile_version="0.4", survey_version="0.4", **profile))
    for column, value in written.items():
        if column not in ("profile_version", "survey_version", "anatomy"):
            await run(
                house,
                f"""update attuned.profiles set {column} = $1, has_survey = true
                    where user_id = $2::uuid or anonymous_session_id = $3::text""",
                key.seal(value, f"profiles.{column}"),
                player.user_id,
                player.anonymous_id,
            )


async def connect(house: House, one: Somebody, other: Somebody) -> int:
    """By a code, shown and entered."""
    asked = await connections.ask(house, one.player)
    assert asked.code is not None
    return await connections.accept(house, other.player, asked.code, "198.51.100.9")


class Program:
    """An app that acts for a player; signs in anew for each request, since tests move the clock."""

    def __init__(self, app: Any, house: House, who: Somebody) -> None:
        self._app = app
        self._house = house
        self._player = who.player

    async def get(self, path: str) -> httpx.Response:
        return await self._send("GET", path)

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self._send("POST", path, body)

    async def put(self, path: str, **body: Any) -> httpx.Response:
        return await self._send("PUT", path, body)

    async def page(self, path: str) -> httpx.Response:
        return await self._send("GET", path, accept="text/html")

    async def _send(
        self, method: str, path: str, body: Any = None, accept: str = "application/json"
    ) -> httpx.Response:
        async with houses.browser(self._app, self._house) as client:
            headers = {"accept": accept}
            if self._player.user_id is not None:
                headers |= bearer(await sign_in(self._house, self._player.user_id))
            else:
                jar = client.cookies
                jar.set(cookies.guest_name(self._house), self._player.credential)
                secret = cookies.new_csrf_secret()
                jar.set(cookies.csrf_name(self._house), secret)
                headers["x-csrf-token"] = cookies.csrf_token(self._house, secret)
            return await client.request(method, path, json=body, headers=headers)
