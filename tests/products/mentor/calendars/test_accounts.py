"""Connecting and disconnecting: whose it is, what is kept of it, and that it ends everywhere."""

from __future__ import annotations

import contextlib
import secrets
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from harness.calendars import ACCOUNT, Owner, add_mentor, agree, at, busy, connect, event, hour, put, sql
from harness.house import worker_pass
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Conflict, Invalid, NotFound, TooMany
from kith.foundation.house import House
from kith.products.mentor.calendars import accounts, connecting_state, jobs, privacy, reads
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.calendars.tokens import ACTOR, bound_to
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.radicale import Radicale

BOTH = pytest.mark.parametrize("provider", ["google", "microsoft"])


@BOTH
async def test_a_calendar_is_connected_read_and_disconnected_everywhere(
    house: House, standins: StandIns, provider: OAuthProvider
) -> None:
    standin = getattr(standins, provider)
    put(standin, event("a", at(0, 9)), event("b", at(1, 9), rule="FREQ=WEEKLY;COUNT=2"))
    mentor = await add_mentor(house)
    account = await connect(house, provider, mentor)
    [shown] = await reads.calendars_of(house, mentor)
    assert (shown.state, shown.email, shown.write_back) == ("reading", ACCOUNT, True)
    await worker_pass(house, schedules=False)
    assert await busy(house, mentor) == {hour(0, 9), hour(1, 9), hour(8, 9)}
    [shown] = await reads.calendars_of(house, mentor)
    assert (shown.state, shown.busy_ahead, shown.trouble) == ("fresh", 3, None)

    # Connecting the same one again renews it and is not a second one.
    assert await connect(house, provider, mentor) == account
    stranger = await add_mentor(house, "Mallory")
    for somebody in (stranger, uuid4()):
        with pytest.raises(NotFound):
            await accounts.disconnect(house, somebody, account)
        with pytest.raises(NotFound):
            await accounts.set_write_back(house, somebody, account, write_back=False)
    assert await reads.calendars_of(house, stranger) == []

    await accounts.disconnect(house, mentor, account)
    assert await busy(house, mentor) == set()  # at once
    assert await reads.calendars_of(house, mentor) == []
    if provider == "google":
        # Giving back fails at first, and is tried again.
        standin.faults.add(Fault(kind=FaultKind.FAIL, match="revoke"))
        with pytest.raises(Exception, match="not answering"):
            await worker_pass(house, schedules=False)
    await worker_pass(house, schedules=False)
    assert await sql(house, "select 1 from calendar_accounts") == []
    live = {grant.account for grant in standin.sign_in.grants(ACCOUNT)}
    # One sign-in was renewed by the second; only the one we hold is given back.
    assert len(live) <= 1
    with pytest.raises(NotFound):
        await accounts.disconnect(house, mentor, account)


async def test_tokens_are_sealed_to_their_row_and_move_to_a_new_key(house: House) -> None:
    mentor = await add_mentor(house)
    account = await connect(house, "google", mentor)
    [row] = await sql(house, "select * from calendar_accounts")
    stored = repr(dict(row))
    assert "ya29" not in stored
    assert "1//" not in stored

    def sealed(row: object) -> Sealed:
        found = dict(row)  # type: ignore[call-overload]
        return Sealed(*(found[f"secret_{part}"] for part in ("ciphertext", "iv", "tag", "key_version")))

    assert "ya29" in house.keyring.open(sealed(row), bound_to(account))
    with pytest.raises(Unreadable):
        house.keyring.open(sealed(row), bound_to(uuid4()))
    newer = House(
        msgspec.structs.replace(house.settings, keys={1: b"k" * 32, 2: b"n" * 32}),
        house.products,
        clock=house.clock,
    )
    assert await jobs.rotate(newer) == 1
    assert await jobs.rotate(newer) == 0
    [row] = await sql(house, "select * from calendar_accounts")
    assert "ya29" in newer.keyring.open(sealed(row), bound_to(account))
    await newer.close()


async def test_a_sign_in_is_for_the_person_who_began_it_for_ten_minutes(house: House) -> None:
    mentor, mallory = await add_mentor(house), await add_mentor(house, "Mallory")
    url = accounts.begin(house, mentor, "google", write_back=True)
    back = await agree(url)
    for person, provider, state in (
        (mallory, "google", back["state"]),
        (mentor, "microsoft", back["state"]),
        (mentor, "google", back["state"][:-2] + "AA"),
        (mentor, "google", "1.2.3"),
        (mentor, "google", ""),
        (mentor, "google", "x.YQ.YQ.YQ"),
    ):
        with pytest.raises(Invalid, match="expired or was begun elsewhere"):
            await accounts.finish(house, person, provider, state, back["code"])  # type: ignore[arg-type]
    house.clock.move(timedelta(minutes=11))
    with pytest.raises(Invalid, match="expired"):
        await accounts.finish(house, mentor, "google", back["state"], back["code"])
    _, fresh = connecting_state.begin(house, mentor, "google", write=True)
    with pytest.raises(Invalid, match="did not go through"):
        await accounts.finish(house, mentor, "google", fresh, secrets.token_urlsafe(8))
    assert await sql(house, "select 1 from calendar_accounts") == []


async def test_bookings_are_written_only_where_we_may(house: House) -> None:
    mentor = await add_mentor(house)
    account = await connect(house, "google", mentor, write=False)
    with pytest.raises(Conflict, match="only read"):
        await accounts.set_write_back(house, mentor, account, write_back=True)
    assert await connect(house, "google", mentor, write=True) == account
    await accounts.set_write_back(house, mentor, account, write_back=False)
    await accounts.set_write_back(house, mentor, account, write_back=True)
    [shown] = await reads.calendars_of(house, mentor)
    assert shown.write_back


async def test_a_caldav_calendar_and_every_way_not_to_connect_it(
    house: House, radicale: Radicale, owner: Owner
) -> None:
    mentor = await add_mentor(house)

    async def connect_at(url: str, password: str = radicale.password) -> None:
        await accounts.connect_caldav(
            house, mentor, url=url, user=radicale.user, password=password, write_back=True
        )

    for url in (
        "http://127.0.0.1:1/", "https://localhost/", "https://169.254.169.254/latest", "https://[::1]:5232/", "file:///etc/passwd",
        f"http://localhost:{radicale.place.partition(':')[2]}/", "https://user:pw@example.org/", "https://2130706433/", "",
    ):  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            await connect_at(url)
        assert refusal.value.field == "url"
    with pytest.raises(Invalid) as wrong:
        await connect_at(radicale.url, "wrong")
    assert wrong.value.field == "password"
    assert await sql(house, "select 1 from calendar_accounts") == []

    await owner.put("dentist", at(0, 9))
    await connect_at(radicale.url)
    await worker_pass(house, schedules=False)
    assert await busy(house, mentor) == {hour(0, 9)}

    # Nobody uses us to try passwords on other people's servers.
    async def exhaust() -> None:
        for _ in range(20):
            with contextlib.suppress(Invalid):
                await connect_at("https://127.0.0.1/")

    with pytest.raises(TooMany, match="many tries"):
        await exhaust()
    # Something is put in there: it takes its time away before a minute is over.
    await owner.put("haircut", at(1, 9))
    house.clock.move(timedelta(seconds=60))
    await worker_pass(house)
    assert await busy(house, mentor) == {hour(0, 9), hour(1, 9)}


async def test_a_person_connects_five_calendars_and_no_more(house: House) -> None:
    mentor = await add_mentor(house)
    for number in range(4):
        await sql(
            house,
            """insert into calendar_accounts (user_id, provider, email, secret_ciphertext, secret_iv, secret_tag, secret_key_version)
               values ($1, 'google', $2, '\\x00', $3, $4, 1)""",
            mentor,
            f"{number}@example.org",
            bytes(12),
            bytes(16),
        )
    account = await connect(house, "google", mentor)
    with pytest.raises(Conflict, match="5 calendars"):
        await connect(house, "microsoft", mentor)
    assert await connect(house, "google", mentor) == account
    assert ACTOR.purpose == "mentor.calendars"


async def test_who_leaves_leaves_nothing_at_us_or_at_the_provider(house: House, standins: StandIns) -> None:
    put(standins.google, event("a", at(0, 9)))
    mentor, other = await add_mentor(house), await add_mentor(house, "Alan")
    await connect(house, "google", mentor)
    await connect(house, "microsoft", other)
    await worker_pass(house, schedules=False)
    async with house.database.session(ACTOR, "mentor") as db:
        hooks = house.product("mentor").privacy
        assert hooks is not None
        told = await hooks.export(house, db, mentor)
    assert [one["email"] for one in told["calendars"]] == [ACCOUNT]
    assert len(told["busy_times"]) == 1
    assert "secret" not in repr(told)
    async with house.database.session(ACTOR, "mentor") as db:
        await privacy.erase(db, mentor)
    await worker_pass(house, schedules=False)
    assert standins.google.sign_in.grants(ACCOUNT) == []
    rows = await sql(
        house, "select user_id from calendar_accounts union select user_id from external_busy_events"
    )
    assert [row["user_id"] for row in rows] == [other]
