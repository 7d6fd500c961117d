"""Seats: a race for few of them with failing and slow payments; confirmations on one hot event against pgbench; a long guest list.

Promised: never more than 12 of 500 at any moment and every charge a seat or refunded; confirmations at least 0.5 of pgbench doing the same SQL;
a list of 200 guests under row-level security at least 0.8 of the same query without. `KITH_BENCH_PEOPLE`, `KITH_BENCH_EVENTS` make it shorter.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

import asyncpg
import psycopg
from _place import PASSWORD, Place, place, table
from harness.paying import DECLINED, SLOW, SLOW_AND_REFUSED, SUCCEEDS, let_banks_answer, pay

from kith.commons.identity.person import Person
from kith.foundation.actor import member, service
from kith.foundation.embedded_postgres import packaged_binaries
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.products.momento.payments import refunding, settling
from kith.products.momento.seats import commands
from kith.simulator.standins import StandIns, running
from kith.simulator.standins.stripe.errors import StripeError

PEOPLE = int(os.environ.get("KITH_BENCH_PEOPLE", "500"))
EVENTS = int(os.environ.get("KITH_BENCH_EVENTS", "8"))
SEATS, HOT, CLIENTS = 12, 200, 8
_WATCH = service("bench.seats")

_SETTLE = """
with made as (insert into auth.users (email) select %(prefix)s || n || '@bench.example' from generate_series(1, %(people)s) n returning id),
joined as (insert into momento.users (id, birth_date) select id, '1990-01-01' from made returning id)
insert into momento.social_profiles (user_id, first_name) select id, 'P' from joined returning id, user_id
"""
_EVENT = """
insert into momento.events (host_id, title, min_participants, max_participants, price_in_cents)
select id, 'Bench', 1, %(seats)s, %(price)s from momento.host_profiles limit 1 returning id
"""
_STOP = """
with l as (insert into momento.locations (name, latitude, longitude) values ('L', 52.5, 13.4) returning id)
insert into momento.event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time)
select %(event)s, id, 1, 'S', now() + %(days)s * interval '1 day', now() + %(days)s * interval '1 day' + interval '2 hours' from l
"""


class City:
    """People, a host and events as rows."""

    def __init__(self, url: str) -> None:
        self.db = psycopg.connect(url, autocommit=True)
        host = self.people("host", 1)[0]
        self.db.execute(
            "insert into momento.host_profiles (user_id, host_name) values (%s, 'Hedda')", (host[1],)
        )
        self.days = 9

    def people(self, prefix: str, count: int) -> list[tuple[UUID, UUID]]:
        return self.db.execute(_SETTLE, {"prefix": prefix, "people": count}).fetchall()

    def event(self, seats: int, price: int) -> UUID:
        """Each a day after the other, so that the same people may come to all."""
        self.days += 1
        row = self.db.execute(_EVENT, {"seats": seats, "price": price}).fetchone()
        assert row is not None
        self.db.execute(_STOP, {"event": row[0], "days": self.days})
        return row[0]

    def invite(self, event: UUID, people: list[tuple[UUID, UUID]]) -> list[UUID]:
        rows = self.db.execute(
            """insert into momento.invitations (event_id, profile_id, expires_at)
               select %s, p, now() + interval '8 days' from unnest(%s::uuid[]) with ordinality x (p, n) order by n returning id""",
            (event, [profile for profile, _user in people]),
        ).fetchall()
        return [row[0] for row in rows]

    def close(self) -> None:
        self.db.close()


async def race(city: City, house: House, standins: StandIns) -> list[tuple[str, str, str, bool | None]]:
    """Everybody wants in: some are declined, some pay slowly, some walk away; then the clock moves on and what is left tries again."""
    people = city.people("race", PEOPLE)
    event = city.event(SEATS, 1500)
    invitations = city.invite(event, people)
    chance = random.Random(12)
    most = samples = 0
    over = False

    async def watch() -> None:
        nonlocal most, samples
        statement = "select seats_taken + seats_held(id) as taken from events where id = $1"
        while not over:
            # By the house's clock, which this race moves.
            [row] = await house.database.read(_WATCH, "momento", statement, event)
            most, samples = max(most, row["taken"]), samples + 1
            await asyncio.sleep(0.002)

    limit = asyncio.Semaphore(24)
    answers: Counter[str] = Counter()
    late: list[str] = []

    async def want(user: UUID, invitation: UUID) -> None:
        person = Person(user, user)
        async with limit:
            try:
                answered = await commands.accept(house, person, invitation)
            except Problem as problem:
                answers[problem.slug] += 1
                return
            if answered.pay_at is None:
                return
            mood = chance.random()
            session = answered.pay_at.rsplit("/", 1)[-1]
            if 0.55 <= mood < 0.7:
                late.append(session)
                answers["paid after the hold"] += 1
                return
            if mood < 0.15:
                await commands.let_go(house, person, invitation)
                answers["let go"] += 1
                return
            card = (
                DECLINED
                if mood < 0.3
                else SLOW
                if mood < 0.45
                else SLOW_AND_REFUSED
                if mood < 0.55
                else SUCCEEDS
            )
            try:
                pay(standins, session, card)
            except StripeError:
                answers["declined"] += 1
            if mood > 0.7:
                answers[await commands.came_back(house, person, invitation)] += 1
            else:
                answers["left before the page came back"] += 1

    watcher = asyncio.create_task(watch())
    pairs = [(user, invitation) for (_profile, user), invitation in zip(people, invitations, strict=True)]
    began = time.perf_counter()
    for _turn in range(4):
        chance.shuffle(pairs)
        await asyncio.gather(*(want(user, invitation) for user, invitation in pairs))
        house.clock.move(timedelta(minutes=11))
        for session in late:
            with contextlib.suppress(StripeError):
                pay(standins, session)
        late.clear()
        # Others are quicker: when these payments are looked at, their seats are gone.
        chance.shuffle(pairs)
        await asyncio.gather(*(want(user, invitation) for user, invitation in pairs[: PEOPLE // 4]))
        let_banks_answer(standins)
        await settling.sweep(house)
    for _ in range(4):
        house.clock.move(timedelta(minutes=11))
        let_banks_answer(standins)
        await settling.sweep(house)
        await refunding.execute_due(house)
    took = time.perf_counter() - began
    over = True
    await watcher
    unsettled = 0
    kept = 0
    for charge in standins.stripe.charges.all():
        if not charge.paid:
            continue
        row = city.db.execute(
            """select i.status, p.is_surplus, p.amount_in_cents from momento.payments p join momento.invitations i on i.id = p.invitation_id
               where p.stripe_charge_id = %s""",
            (charge.id,),
        ).fetchone()
        seated = row is not None and row[0] == "confirmed" and not row[1]
        kept += seated
        unsettled += not (
            (seated and charge.amount_refunded == 0)
            or (not seated and charge.amount_refunded == charge.amount)
        )
    row = city.db.execute("select seats_taken from momento.events where id = %s", (event,)).fetchone()
    assert row is not None
    print(f"  answers: {dict(answers)}", flush=True)
    charged = sum(charge.paid for charge in standins.stripe.charges.all())
    return [
        (
            f"most of {SEATS} seats taken or held, {samples:,} looks",
            str(most),
            f"at most {SEATS}",
            most <= SEATS,
        ),
        (
            "seats taken at the end, by as many charges",
            f"{row[0]} by {kept}",
            "equal",
            row[0] == kept <= SEATS,
        ),
        ("charges, refunded ones included", str(charged), "", None),
        ("charges neither seated nor refunded", str(unsettled), "0", unsettled == 0),
        ("the whole race", f"{took:.0f} s", "", None),
    ]


async def confirm_all(house: House, pairs: list[tuple[UUID, UUID]]) -> float:
    """Confirmations a second through the command, by eight at once."""
    waiting = asyncio.Queue[tuple[UUID, UUID]]()
    for pair in pairs:
        waiting.put_nowait(pair)

    async def one() -> None:
        while not waiting.empty():
            user, invitation = waiting.get_nowait()
            assert (await commands.accept(house, Person(user, user), invitation)).outcome == "confirmed"

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CLIENTS)))
    return len(pairs) / (time.perf_counter() - began)


_SCRIPT = r"""
select nextval('bench.next') as n \gset
select invitation as inv, usr as usr from bench.todo where n = :n \gset
begin;
set local role authenticated;
set local request.jwt.claim.sub = ':usr';
select i.id from invitations i
left join seat_holds h on h.invitation_id = i.id and h.ended_at is null and h.expires_at > kith.now()
left join waiting_list w on w.invitation_id = i.id and w.status in ('waiting', 'offered')
left join payments p on p.invitation_id = i.id and p.status = 'succeeded' and not p.is_surplus
where i.id = ':inv' and i.profile_id = my_profile_id();
commit;
begin;
set local role service_role;
with e as (select e.* from events e where e.id = (select i.event_id from invitations i where i.id = ':inv') for no key update)
select i.id, p.user_id, e.title from e, invitations i join social_profiles p on p.id = i.profile_id where i.id = ':inv';
update invitations set plus_one_name = null where id = ':inv' and plus_one_name is distinct from null;
select outcome from hold_seat(':inv');
select confirm_seat(':inv');
select i.id, h.user_id from invitations i join social_profiles p on p.id = i.profile_id join events e on e.id = i.event_id
join host_profiles h on h.id = e.host_id left join event_itinerary_stops s on s.event_id = e.id and s."order" = 1
left join locations l on l.id = s.location_id where i.id = ':inv';
select u.email from auth.users u where u.id = ':usr' and u.deleted_at is null;
insert into outbox (channel, person_id, recipient_ciphertext, recipient_iv, recipient_tag, body_ciphertext, body_iv, body_tag, key_version, topic, purpose, idempotency_key)
values ('email', ':usr', '\x00', '\x00', '\x00', decode(repeat('00', 400), 'hex'), '\x00', '\x00', 1, 'momento.changes', 'seat.confirmed', 'a:' || ':inv') on conflict do nothing;
insert into pgqueuer (priority, status, entrypoint, payload) values (0, 'queued', 'momento.outbox.deliver', '\x00');
select u.email from auth.users u where u.id = ':usr' and u.deleted_at is null;
insert into outbox (channel, person_id, recipient_ciphertext, recipient_iv, recipient_tag, body_ciphertext, body_iv, body_tag, key_version, topic, purpose, idempotency_key)
values ('email', ':usr', '\x00', '\x00', '\x00', decode(repeat('00', 400), 'hex'), '\x00', '\x00', 1, 'momento.hosting', 'host.seat_confirmed', 'b:' || ':inv') on conflict do nothing;
insert into pgqueuer (priority, status, entrypoint, payload) values (0, 'queued', 'momento.outbox.deliver', '\x00');
select pg_notify('live_momento', 'event');
commit;
"""


def pgbench(found: Place, city: City, pairs: list[tuple[UUID, UUID]]) -> float:
    """The same statements, as many, by as many clients."""
    city.db.execute("create schema if not exists bench")
    city.db.execute("drop table if exists bench.todo; drop sequence if exists bench.next")
    city.db.execute(
        "create table bench.todo (n bigint primary key, usr uuid, invitation uuid); create sequence bench.next"
    )
    with city.db.cursor() as cursor:
        cursor.executemany(
            "insert into bench.todo values (%s, %s, %s)",
            [(n, user, inv) for n, (user, inv) in enumerate(pairs, 1)],
        )
    city.db.execute(
        "grant usage on schema bench to kith_app; grant select on bench.todo to kith_app; grant usage on sequence bench.next to kith_app"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_SCRIPT)
        script.flush()
        done = subprocess.run(
            [
                str(packaged_binaries() / "pgbench"),
                "-n",
                "-M",
                "simple",
                "-c",
                str(CLIENTS),
                "-j",
                "2",
                "-t",
                str(len(pairs) // CLIENTS),
                "-f",
                script.name,
                found.app_url,
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PGPASSWORD": PASSWORD, "PGOPTIONS": "-c search_path=momento,pg_temp"},
        )
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    assert rate is not None, done.stderr
    row = city.db.execute(
        "select count(*) from momento.invitations i join bench.todo t on t.invitation = i.id where i.status = 'confirmed'"
    ).fetchone()
    assert row is not None
    assert row[0] == len(pairs), f"pgbench confirmed {row[0]} of {len(pairs)}: {done.stderr[:300]}"
    return float(rate[1])


async def hot(found: Place, city: City, house: House) -> list[tuple[str, str, str, bool | None]]:
    """Two hundred confirmations for two hundred seats of one event at a time, ours and pgbench's by turns."""
    people = city.people("hot", HOT)
    ours: list[float] = []
    theirs: list[float] = []

    def pairs() -> list[tuple[UUID, UUID]]:
        invitations = city.invite(city.event(HOT, 0), people)
        return [(user, invitation) for (_profile, user), invitation in zip(people, invitations, strict=True)]

    await confirm_all(house, pairs())
    for _ in range(EVENTS):
        ours.append(await confirm_all(house, pairs()))
        theirs.append(await asyncio.to_thread(pgbench, found, city, pairs()))
    ours.sort()
    theirs.sort()
    mine, bare = ours[len(ours) // 2], theirs[len(theirs) // 2]
    return [
        (f"confirmations a second on one event, median of {EVENTS}", f"{mine:,.0f}", "", None),
        ("pgbench, the same SQL", f"{bare:,.0f}", "", None),
        ("ratio", f"{mine / bare:.2f}", "at least 0.5", mine / bare >= 0.5),
    ]


_BARE_LIST = """
select p.id, coalesce(p.preferred_name, p.first_name), p.current_face_card_photo_id, p.current_photo_id, s.seats, i.plus_one_name, true
from momento.seats s join momento.social_profiles p on p.id = s.profile_id
join momento.invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
where s.event_id = $1 order by s.taken_at, p.id
"""


async def guest_list(found: Place, city: City, house: House) -> list[tuple[str, str, str, bool | None]]:
    """A guest reads who else is coming, against the owner of the tables reading the same rows."""
    row = city.db.execute(
        """select s.event_id, p.user_id from momento.seats s join momento.social_profiles p on p.id = s.profile_id
           where (select count(*) from momento.seats x where x.event_id = s.event_id) = %s limit 1""",
        (HOT,),
    ).fetchone()
    assert row is not None
    event, user = row
    owner = await asyncpg.connect(found.url)
    pool: Any = await house.database.pool("authenticated", "momento")
    rounds = {"member": [], "owner": []}
    async with pool.acquire() as guest:
        identity = house.database._identity_statement(member(user))
        await guest.execute(identity)
        mine = await guest.prepare("select * from guest_list($1)")
        bare = await owner.prepare(_BARE_LIST)
        assert len(await mine.fetch(event)) == len(await bare.fetch(event)) == HOT
        for _ in range(9):
            for name, connection, statement in (("member", guest, mine), ("owner", owner, bare)):
                began = time.perf_counter()
                for _again in range(60):
                    # As a page reads: identity first, then the list.
                    await connection.execute(identity)
                    await statement.fetch(event)
                rounds[name].append(60 / (time.perf_counter() - began))
    await owner.close()
    under, without = (sorted(rounds[name])[4] for name in ("member", "owner"))
    return [
        (f"lists of {HOT} guests a second, as a guest", f"{under:,.0f}", "", None),
        ("the same rows without row-level security", f"{without:,.0f}", "", None),
        ("ratio", f"{under / without:.2f}", "at least 0.8", under / without >= 0.8),
    ]


async def measure(found: Place) -> int:
    async with running() as standins:
        settings = found.settings(
            stripe_api_key=standins.stripe.settings.secret_key,
            stripe_webhook_secret=standins.stripe.settings.webhook_secret,
            stripe_api_base=standins.stripe_url,
        )
        house = House(settings, load_products(("momento",)), seed=3)
        city = City(found.url)
        try:
            missed = table(
                f"{PEOPLE} people race for {SEATS} seats, cards declined and slow, pages left",
                await race(city, house, standins),
            )
            missed |= table("One hot event", await hot(found, city, house))
            missed |= table("A long guest list", await guest_list(found, city, house))
        finally:
            city.close()
            await house.close()
    return missed


def main() -> int:
    with place("momento") as found:
        return asyncio.run(measure(found))


if __name__ == "__main__":
    sys.exit(main())
