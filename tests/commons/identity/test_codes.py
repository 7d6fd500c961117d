"""Codes: six digits, ten minutes, five tries, one live for each destination; and nothing that tells who has an account."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from harness.members import CLIENT, add_person, last_code, queued, run
from kith.commons.identity import codes, letters
from kith.commons.identity.sessions import Banned
from kith.foundation import metrics
from kith.foundation.errors import Invalid, TooMany
from kith.foundation.house import House
from kith.products.josh.conversation.gsm import is_gsm7

ADA = "ada@house.example"
PHONE = "+12025550143"


async def ask(house: House, address: str = ADA, client: str = CLIENT) -> str:
    return (await codes.request_code(house, address, client)).token


async def enter(house: House, challenge: str, code: str, client: str = CLIENT) -> UUID:
    signed_in = await codes.verify_code(house, challenge, code, client=client, user_agent="")
    return signed_in.person.id


def wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 1_000_000:06}"


async def test_a_code_signs_in_whoever_has_the_address(house: House) -> None:
    ada = await add_person(house, email=ADA)
    challenge = await ask(house, "  Ada@House.example ")
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_a_code_by_text_signs_in_whoever_has_the_number(house: House) -> None:
    ada = await add_person(house, phone=PHONE)
    challenge = await ask(house, "(202) 555-0143")
    [message] = await queued(house)
    assert (message.channel, message.recipient) == ("sms", PHONE)
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_spaces_and_dashes_in_a_code_do_not_matter(house: House) -> None:
    ada = await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    assert await enter(house, challenge, f" {code[:3]}-{code[3:]} ") == ada


async def test_a_code_works_once(house: House) -> None:
    await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    await enter(house, challenge, code)
    with pytest.raises(Invalid):
        await enter(house, challenge, code)


async def test_a_code_runs_out_after_ten_minutes(house: House) -> None:
    await add_person(house, email=ADA)
    challenge = await ask(house)
    house.clock.move(timedelta(minutes=10))
    with pytest.raises(Invalid):
        await enter(house, challenge, await last_code(house))


async def test_a_code_is_good_until_its_last_second(house: House) -> None:
    ada = await add_person(house, email=ADA)
    challenge = await ask(house)
    house.clock.move(timedelta(minutes=9, seconds=50))
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_the_sixth_try_is_refused_even_with_the_right_code(house: House) -> None:
    await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    for by in range(1, 6):
        with pytest.raises(Invalid):
            await enter(house, challenge, wrong(code, by))
    with pytest.raises(Invalid):
        await enter(house, challenge, code)


async def test_a_failed_try_is_counted_though_the_request_fails(house: House) -> None:
    await add_person(house, email=ADA)
    challenge = await ask(house)
    with pytest.raises(Invalid):
        await enter(house, challenge, wrong(await last_code(house)))
    [row] = await run(house, "select attempts from sign_in_codes")
    assert row["attempts"] == 1


async def test_fifty_guesses_at_once_are_five_tries(house: House) -> None:
    ada = await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    guesses = [wrong(code, by) for by in range(1, 51)]
    answers = await asyncio.gather(
        *(enter(house, challenge, guess) for guess in guesses), return_exceptions=True
    )
    assert all(isinstance(answer, Invalid) for answer in answers)
    [row] = await run(house, "select attempts from sign_in_codes")
    assert row["attempts"] == 5
    # Each comparison that failed was noted: had a sixth guess been compared, it would be here.
    [failures] = await run(house, "select consecutive from sign_in_failures where person_id = $1", ada)
    assert failures["consecutive"] == 5


async def test_the_right_code_entered_many_times_at_once_signs_in_once(house: House) -> None:
    await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    answers = await asyncio.gather(
        *(enter(house, challenge, code) for _ in range(12)), return_exceptions=True
    )
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    [row] = await run(house, "select count(*) as started from sessions")
    assert row["started"] == 1


async def test_a_new_code_replaces_the_one_before(house: House) -> None:
    ada = await add_person(house, email=ADA)
    first_challenge = await ask(house)
    first = await last_code(house)
    house.clock.move(timedelta(seconds=30))
    challenge = await ask(house)
    second = await last_code(house)
    if first != second:
        with pytest.raises(Invalid):
            await enter(house, first_challenge, first)
    assert await enter(house, challenge, second) == ada


async def test_asking_twice_within_half_a_minute_sends_one_code_that_stays_good(house: House) -> None:
    ada = await add_person(house, email=ADA)
    await asyncio.gather(*(ask(house) for _ in range(6)))
    assert len(await queued(house)) == 1
    challenge = await ask(house)
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_at_most_five_codes_an_hour_go_to_one_destination(house: House) -> None:
    await add_person(house, email=ADA)
    for number in range(5):
        await ask(house, client=f"192.0.2.{number}")
        house.clock.move(timedelta(minutes=2))
    with pytest.raises(TooMany) as refused:
        await ask(house, client="192.0.2.99")
    assert refused.value.retry_after is not None
    assert len(await queued(house)) == 5
    house.clock.move(timedelta(seconds=refused.value.retry_after))
    await ask(house, client="192.0.2.99")


async def test_at_most_twenty_codes_an_hour_are_asked_for_from_one_network_address(house: House) -> None:
    for number in range(20):
        await ask(house, f"person{number}@house.example")
    with pytest.raises(TooMany):
        await ask(house, "somebody@house.example")
    await ask(house, "somebody@house.example", client="192.0.2.1")


async def test_texts_to_one_country_have_a_ceiling_that_rings_a_bell(house: House) -> None:
    def rung() -> float:
        return metrics.REGISTRY.get_sample_value("kith_alerts_total", {"kind": "sms_pumping"}) or 0.0

    before = rung()
    await run(
        house,
        """
        insert into kith.rate_limits (bucket, subject, window_start, hits, expires_at)
        values ($1, $2, now() - interval '5 minutes', $3, now() + interval '1 hour')
        """,
        codes.PER_COUNTRY.name,
        house.keyring.keyed_hash("US", f"limit:{codes.PER_COUNTRY.name}").hex(),
        codes.PER_COUNTRY.times,
    )
    await add_person(house, phone=PHONE)
    with pytest.raises(TooMany):
        await ask(house, PHONE)
    assert rung() == before + 1
    assert await queued(house) == []
    await ask(house, "+4915123456789")  # another country is not held up


async def test_only_keyed_hashes_are_stored(house: House) -> None:
    await add_person(house, phone=PHONE)
    await ask(house, PHONE)
    code = await last_code(house)
    [row] = await run(house, "select c.*::text as everything from sign_in_codes c")
    for secret in (code, PHONE, PHONE[1:]):
        assert secret not in row["everything"]
        assert secret.encode().hex() not in row["everything"]


async def test_an_unknown_number_gets_nothing_and_leaves_no_message(house: House) -> None:
    await ask(house, PHONE)
    assert await queued(house) == []
    assert await run(house, "select 1 from pgqueuer") == []


async def test_an_unknown_e_mail_address_gets_a_kind_mail_without_a_code(house: House) -> None:
    challenge = await ask(house, "nobody@house.example")
    [message] = await queued(house)
    assert message.recipient == "nobody@house.example"
    assert "no account" in message.text
    assert not any(word.isdigit() for word in message.text.split())
    with pytest.raises(Invalid):
        await enter(house, challenge, "000000")
    assert await run(house, "select 1 from auth.users") == []


async def test_known_and_unknown_destinations_answer_alike(house: House) -> None:
    await add_person(house, email=ADA, phone=PHONE)
    sentences: set[str] = set()
    for address in (ADA, "nobody@house.example", PHONE, "+12025550199"):
        challenge = await codes.request_code(house, address, CLIENT)
        assert len(challenge.token) == len((await codes.request_code(house, ADA, CLIENT)).token)
        with pytest.raises(Invalid) as refused:
            await enter(house, challenge.token, "abc")
        sentences.add(refused.value.detail)
    assert sentences == {codes.WRONG}


async def test_an_address_that_was_never_confirmed_signs_nobody_in(house: House) -> None:
    person = await add_person(house, phone=PHONE)
    await run(house, "update auth.users set email = $2 where id = $1", person, ADA)
    await ask(house, ADA)
    [message] = await queued(house)
    assert "no account" in message.text


async def test_a_hundred_failures_in_a_row_lock_the_account_until_support_unlocks_it(house: House) -> None:
    ada = await add_person(house, email=ADA)
    await run(house, "insert into sign_in_failures (person_id, consecutive) values ($1, 99)", ada)
    challenge = await ask(house)
    code = await last_code(house)
    with pytest.raises(Invalid):
        await enter(house, challenge, wrong(code))
    with pytest.raises(Invalid) as refused:
        await enter(house, challenge, code)
    assert refused.value.detail == codes.WRONG
    assert (await queued(house))[-1].purpose == "sign_in.locked"

    async with house.database.session(codes._ACTOR, "kith") as db:  # pyright: ignore[reportPrivateUsage]
        assert await codes.unlock(db, ada)
    house.clock.move(timedelta(minutes=1))
    challenge = await ask(house)
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_a_sign_in_that_works_ends_the_count_of_failures(house: House) -> None:
    ada = await add_person(house, email=ADA)
    challenge = await ask(house)
    code = await last_code(house)
    with pytest.raises(Invalid):
        await enter(house, challenge, wrong(code))
    await enter(house, challenge, code)
    [row] = await run(house, "select consecutive from sign_in_failures where person_id = $1", ada)
    assert row["consecutive"] == 0


async def test_somebody_banned_does_not_get_in(house: House) -> None:
    ada = await add_person(house, email=ADA)
    await run(house, "update auth.users set banned_until = now() + interval '1 day' where id = $1", ada)
    challenge = await ask(house)
    code = await last_code(house)
    with pytest.raises(Invalid):  # who does not show that they are Ada learns nothing of her
        await enter(house, challenge, f"{(int(code) + 1) % 1_000_000:06}")
    with pytest.raises(Banned):
        await enter(house, challenge, code)
    house.clock.move(timedelta(days=1, minutes=1))
    challenge = await ask(house)
    assert await enter(house, challenge, await last_code(house)) == ada


async def test_guessing_from_one_network_address_has_an_end(house: House) -> None:
    challenge = await ask(house, "nobody@house.example")
    for _ in range(codes.GUESSES_PER_CLIENT.times):
        with pytest.raises(Invalid):
            await enter(house, challenge, "123456")
    with pytest.raises(TooMany):
        await enter(house, challenge, "123456")


@pytest.mark.parametrize("challenge", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMCJ9."])
async def test_a_forged_challenge_reads_like_a_wrong_code(house: House, challenge: str) -> None:
    with pytest.raises(Invalid) as refused:
        await enter(house, challenge, "123456")
    assert refused.value.detail == codes.WRONG


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "@house.example", "ada@house", "12345", "+1555", "a b@c.de"]
)
async def test_what_is_no_address_is_refused_and_stores_nothing(house: House, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        await ask(house, typed)
    assert refused.value.field == "address"
    assert await run(house, "select 1 from sign_in_codes") == []


def test_texts_of_the_house_fit_one_text_message() -> None:
    for text in (letters.code_text("123456"), letters.locked_text()):
        assert len(text) <= 160
        assert is_gsm7(text)
