"""Sessions: a refresh token works once; using one again later ends the session, and two tabs at the same moment do not."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from harness.members import TESTS, add_person, run, sign_in
from kith.commons.identity import sessions, tokens
from kith.commons.identity.sessions import SignedIn
from kith.foundation.errors import NotFound, SignInNeeded
from kith.foundation.house import House

LATER = sessions.SAME_MOMENT + timedelta(seconds=1)


@pytest.fixture
async def ada(house: House) -> SignedIn:
    return await sign_in(house, await add_person(house, email="ada@house.example"))


async def why_ended(house: House, signed_in: SignedIn) -> str | None:
    [row] = await run(
        house, "select revoked_because from sessions where id = $1", signed_in.person.session_id
    )
    return row["revoked_because"]


async def renewed(house: House, token: str) -> SignedIn:
    found = await sessions.renew(house, token)
    assert found is not None
    return found


async def test_a_refresh_token_is_exchanged_for_new_tokens_of_the_same_session(
    house: House, ada: SignedIn
) -> None:
    new = await renewed(house, ada.refresh_token)
    assert new.person == ada.person
    assert new.refresh_token != ada.refresh_token
    assert tokens.read(house, new.access_token) == ada.person


async def test_a_stolen_token_used_after_its_owner_renewed_ends_the_session_for_both(
    house: House, ada: SignedIn
) -> None:
    owners = await renewed(house, ada.refresh_token)
    house.clock.move(LATER)
    assert await sessions.renew(house, ada.refresh_token) is None  # the thief
    assert await why_ended(house, ada) == "token_reused"
    assert await sessions.renew(house, owners.refresh_token) is None


async def test_a_thief_who_renews_first_is_thrown_out_when_the_owner_comes_back(
    house: House, ada: SignedIn
) -> None:
    thiefs = await renewed(house, ada.refresh_token)
    house.clock.move(LATER)
    assert await sessions.renew(house, ada.refresh_token) is None  # the owner, who signs in anew
    assert await sessions.renew(house, thiefs.refresh_token) is None
    assert await why_ended(house, ada) == "token_reused"


async def test_an_older_token_of_the_chain_ends_the_session_too(house: House, ada: SignedIn) -> None:
    token = ada.refresh_token
    for _ in range(3):
        token = (await renewed(house, token)).refresh_token
        house.clock.move(LATER)
    assert await sessions.renew(house, ada.refresh_token) is None
    assert await sessions.renew(house, token) is None


async def test_tabs_that_renew_at_the_same_moment_get_the_same_successor(house: House, ada: SignedIn) -> None:
    found = await asyncio.gather(*(sessions.renew(house, ada.refresh_token) for _ in range(10)))
    assert len({one.refresh_token for one in found if one is not None}) == 1
    assert None not in found
    [row] = await run(house, "select count(*) as tokens from refresh_tokens")
    assert row["tokens"] == 2
    assert await why_ended(house, ada) is None


async def test_a_session_goes_on_for_as_long_as_it_is_used(house: House, ada: SignedIn) -> None:
    token = ada.refresh_token
    for _ in range(4):
        house.clock.move(timedelta(days=30))
        token = (await renewed(house, token)).refresh_token


async def test_a_session_that_nobody_uses_ends_after_sixty_days(house: House, ada: SignedIn) -> None:
    house.clock.move(sessions.LIFETIME)
    assert await sessions.renew(house, ada.refresh_token) is None


async def test_an_unknown_token_renews_nothing(house: House, ada: SignedIn) -> None:
    for token in ("", "x", ada.refresh_token[:-1], ada.refresh_token + "A", ada.access_token):
        assert await sessions.renew(house, token) is None
    assert await why_ended(house, ada) is None


async def test_whoever_is_erased_or_banned_renews_nothing(house: House, ada: SignedIn) -> None:
    await run(
        house, "update auth.users set banned_until = now() + interval '1 hour' where id = $1", ada.person.id
    )
    assert await sessions.renew(house, ada.refresh_token) is None
    await run(
        house,
        "update auth.users set banned_until = null, deleted_at = now() where id = $1",
        ada.person.id,
    )
    assert await sessions.renew(house, ada.refresh_token) is None


async def test_no_refresh_token_is_stored(house: House, ada: SignedIn) -> None:
    [row] = await run(house, "select t.*::text as everything from refresh_tokens t")
    assert ada.refresh_token not in row["everything"]
    assert ada.refresh_token.encode().hex() not in row["everything"]


async def test_signing_out_ends_that_session_and_no_other(house: House, ada: SignedIn) -> None:
    elsewhere = await sign_in(house, ada.person.id)
    async with house.database.session(TESTS, "kith") as db:
        assert await sessions.revoke(db, ada.person.id, ada.person.session_id, "signed_out")
        assert not await sessions.revoke(db, ada.person.id, ada.person.session_id, "signed_out")
    assert await sessions.renew(house, ada.refresh_token) is None
    await renewed(house, elsewhere.refresh_token)


async def test_nobody_ends_somebody_elses_session(house: House, ada: SignedIn) -> None:
    other = await add_person(house, email="bob@house.example")
    async with house.database.session(TESTS, "kith") as db:
        assert not await sessions.revoke(db, other, ada.person.session_id)
    await renewed(house, ada.refresh_token)


async def test_signing_out_everywhere_can_spare_the_session_that_asks(house: House, ada: SignedIn) -> None:
    others = [await sign_in(house, ada.person.id) for _ in range(3)]
    async with house.database.session(TESTS, "kith") as db:
        ended = await sessions.revoke_all(db, ada.person.id, "revoked", except_session=ada.person.session_id)
        left = await sessions.of_person(db, ada.person.id)
    assert ended == 3
    assert [one.id for one in left] == [ada.person.session_id]
    for other in others:
        assert await sessions.renew(house, other.refresh_token) is None
    await renewed(house, ada.refresh_token)


async def test_what_cannot_be_taken_back_needs_a_session_that_still_runs(house: House, ada: SignedIn) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await sessions.insist(db, ada.person)
        await sessions.revoke(db, ada.person.id, ada.person.session_id)
        with pytest.raises(SignInNeeded):
            await sessions.insist(db, ada.person)


async def test_nobody_starts_a_session_of_a_person_who_is_not_there(house: House) -> None:
    with pytest.raises(NotFound):
        await sign_in(house, uuid4())


async def test_an_access_token_lasts_fifteen_minutes(house: House, ada: SignedIn) -> None:
    house.clock.move(timedelta(minutes=14, seconds=55))
    assert tokens.read(house, ada.access_token) == ada.person
    house.clock.move(timedelta(seconds=6))
    assert tokens.read(house, ada.access_token) is None


async def test_a_forged_access_token_speaks_for_nobody(house: House, ada: SignedIn) -> None:
    claims = jwt.decode(ada.access_token, options={"verify_signature": False})
    forged = [
        jwt.encode(claims, b"another secret of at least 32 bytes", algorithm="HS256"),
        jwt.encode(claims, None, algorithm="none"),
        jwt.encode({**claims, "aud": "anon"}, house.settings.token_secret, algorithm="HS256"),
        jwt.encode({**claims, "sub": "me"}, house.settings.token_secret, algorithm="HS256"),
        jwt.encode(
            {key: value for key, value in claims.items() if key != "exp"},
            house.settings.token_secret,
            algorithm="HS256",
        ),
        ada.access_token[:-4] + "AAAA",
        ada.refresh_token,
        "",
    ]
    assert [tokens.read(house, token) for token in forged] == [None] * len(forged)
