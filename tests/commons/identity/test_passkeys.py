"""Passkeys: a challenge for one answer, the settings' site and no other, and a counter that only goes up."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.authenticator import Authenticator
from harness.members import CLIENT, TESTS, add_person, run, sign_in
from kith.commons.identity import passkeys, sessions
from kith.commons.identity.person import Person
from kith.commons.identity.sessions import SignedIn
from kith.foundation.errors import Invalid, NotFound, SignInNeeded
from kith.foundation.house import House


@pytest.fixture
async def ada(house: House) -> Person:
    return (await sign_in(house, await add_person(house, email="ada@house.example"))).person


@pytest.fixture
async def device(house: House, ada: Person) -> Authenticator:
    """Ada's, registered."""
    made = Authenticator(house.settings.public_url)
    await passkeys.register(
        house, ada, made.register(await passkeys.registration_options(house, ada)), "My phone"
    )
    return made


async def options(house: House) -> dict[str, Any]:
    return await passkeys.sign_in_options(house, CLIENT)


async def test_a_passkey_signs_in_its_owner(house: House, ada: Person, device: Authenticator) -> None:
    for _ in range(2):
        signed_in = await passkeys.sign_in(house, device.sign_in(await options(house)), "")
        assert signed_in.person.id == ada.id
    [row] = await run(house, "select name, transports, sign_count, last_used_at from passkeys")
    assert (row["name"], row["transports"], row["sign_count"]) == ("My phone", ["hybrid", "internal"], 3)
    assert row["last_used_at"] is not None


async def test_the_site_is_the_settings(house: House, ada: Person) -> None:
    asked = await passkeys.registration_options(house, ada)
    assert asked["rp"]["id"] == "127.0.0.1"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


async def test_a_challenge_is_good_for_one_answer(house: House, device: Authenticator) -> None:
    asked = await options(house)
    await passkeys.sign_in(house, device.sign_in(asked), "")
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(asked), "")


async def test_a_wrong_answer_burns_the_challenge(house: House, device: Authenticator) -> None:
    asked = await options(house)
    answer = device.sign_in(asked)
    spoilt = deepcopy(answer)
    spoilt["response"]["signature"] = "AAAA"
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, spoilt, "")
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, answer, "")


async def test_one_answer_sent_many_times_at_once_signs_in_once(house: House, device: Authenticator) -> None:
    answer = device.sign_in(await options(house))
    found = await asyncio.gather(
        *(passkeys.sign_in(house, answer, "") for _ in range(8)), return_exceptions=True
    )
    assert sum(isinstance(one, SignedIn) for one in found) == 1


async def test_a_challenge_runs_out_after_five_minutes(house: House, device: Authenticator) -> None:
    answer = device.sign_in(await options(house))
    house.clock.move(passkeys.CHALLENGE_LIFETIME)
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, answer, "")


async def test_a_copied_key_is_noticed_by_its_counter(house: House, device: Authenticator) -> None:
    await passkeys.sign_in(house, device.sign_in(await options(house)), "")
    device.counter -= 1
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(await options(house)), "")


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://kith.evil.example"},
        {"origin": "http://127.0.0.1:1"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
    ],
)
async def test_an_answer_meant_for_another_site_or_purpose_signs_nobody_in(
    house: House, device: Authenticator, changed: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(await options(house), **changed), "")


async def test_a_device_that_did_not_check_its_owner_signs_nobody_in(
    house: House, device: Authenticator
) -> None:
    device.verified = False
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(await options(house)), "")


async def test_another_key_with_the_same_name_signs_nobody_in(house: House, device: Authenticator) -> None:
    other = Authenticator(house.settings.public_url)
    other.credential_id = device.credential_id
    other.counter = 50
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, other.sign_in(await options(house)), "")


async def test_a_challenge_for_one_person_registers_for_nobody_else(house: House, ada: Person) -> None:
    bob = (await sign_in(house, await add_person(house, email="bob@house.example"))).person
    made = Authenticator(house.settings.public_url)
    answer = made.register(await passkeys.registration_options(house, ada))
    with pytest.raises(Invalid):
        await passkeys.register(house, bob, answer, "")
    with pytest.raises(Invalid):
        await passkeys.register(house, ada, answer, "")  # burnt
    assert await run(house, "select 1 from passkeys") == []


async def test_a_sign_in_challenge_registers_nothing(house: House, ada: Person) -> None:
    made = Authenticator(house.settings.public_url)
    with pytest.raises(Invalid):
        await passkeys.register(house, ada, made.register(await options(house)), "")


async def test_the_same_passkey_is_not_registered_twice(
    house: House, ada: Person, device: Authenticator
) -> None:
    asked = await passkeys.registration_options(house, ada)
    assert len(asked["excludeCredentials"]) == 1
    with pytest.raises(Invalid, match="already"):
        await passkeys.register(house, ada, device.register(asked), "")


async def test_an_ended_session_adds_no_passkey(house: House, ada: Person) -> None:
    asked = await passkeys.registration_options(house, ada)
    async with house.database.session(TESTS, "kith") as db:
        await sessions.revoke(db, ada.id, ada.session_id)
    with pytest.raises(SignInNeeded):
        await passkeys.registration_options(house, ada)
    with pytest.raises(SignInNeeded):
        await passkeys.register(house, ada, Authenticator(house.settings.public_url).register(asked), "")


async def test_a_passkey_that_was_removed_signs_nobody_in(
    house: House, ada: Person, device: Authenticator
) -> None:
    bob = await add_person(house, email="bob@house.example")
    async with house.database.session(TESTS, "kith") as db:
        [found] = await passkeys.of_person(db, ada.id)
        with pytest.raises(NotFound):
            await passkeys.remove(db, bob, found.id)
    async with house.database.session(TESTS, "kith") as db:
        await passkeys.remove(db, ada.id, found.id)
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(await options(house)), "")


async def test_a_locked_account_is_not_opened_by_a_passkey(
    house: House, ada: Person, device: Authenticator
) -> None:
    await run(
        house,
        "insert into sign_in_failures (person_id, consecutive, locked_at) values ($1, 100, now())",
        ada.id,
    )
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, device.sign_in(await options(house)), "")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "signature"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoilt=_json, where=st.sampled_from(["", "id", "rawId", "response"]), inner=_json)
async def test_whatever_a_browser_sends_is_refused_in_one_sentence(
    house: House, spoilt: Any, where: str, inner: Any
) -> None:
    device = Authenticator(house.settings.public_url)
    made = device.sign_in({"challenge": "AAAA"})
    answer = spoilt if where == "" and isinstance(spoilt, dict) else made | {where: inner}
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, answer, "")


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("value", [None, 7, "", "!", "AAAA", ["a"], {"a": 1}, "é"])
async def test_a_real_answer_with_one_spoilt_part_is_refused(
    house: House, device: Authenticator, part: str, value: object
) -> None:
    answer = device.sign_in(await options(house))
    answer["response"][part] = value
    with pytest.raises(Invalid):
        await passkeys.sign_in(house, answer, "")
