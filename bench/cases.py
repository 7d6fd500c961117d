"""The moderators' queue through HTTP with a million reports in it (KITH_BENCH_REPORTS for fewer).

Promised: a page p95 < 100 ms. Asked: the first page of everything, filters, pages far down, somebody with a few queues only, what was decided lately; in HTML and in
JSON. Half of the cases wait, every product and queue has its share, two reports in three are about something that was reported before.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import httpx
from _place import Place, place, table

from kith.commons.identity import sessions
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.web import cookies
from kith.web.app import build

REPORTS = int(os.environ.get("KITH_BENCH_REPORTS", "1000000"))
TIMES = int(os.environ.get("KITH_BENCH_TIMES", "60"))
LIMIT_MS = 100.0
PRODUCTS = ("josh", "momento", "mentor", "attuned", "hotmess")
_CASES = """
insert into kith.cases (product, content_type, content_id, category, severity, queue, state, report_count, weight, outcome, opened_at, closed_at)
select (array['josh', 'momento', 'mentor', 'attuned', 'hotmess'])[1 + n %% 5], 'post', gen_random_uuid(), (array['harassment', 'spam', 'scam', 'unsafe'])[1 + n %% 4],
       1 + n / 15 %% 5, (array['general', 'safety', 'market'])[1 + n / 5 %% 3],
       case when n %% 2 = 0 then 'queued' when n %% 41 = 1 then 'escalated' else 'closed' end, 3, 1.5,
       case when n %% 2 = 1 and n %% 41 <> 1 then case when n %% 4 = 1 then 'upheld' else 'dismissed' end end,
       now() - n * interval '20 seconds', case when n %% 2 = 1 and n %% 41 <> 1 then now() - n * interval '10 seconds' end
from generate_series(1, %(cases)s) n
"""
_REPORTS = """
insert into kith.reports (product, report_type, details, status, case_id, content_type, content_id, snapshot, weight)
select c.product, c.category, '{"comments": "Look at this"}', case c.state when 'closed' then 'resolved' else 'open' end, c.id, c.content_type, c.content_id,
       '{"content": "As it was"}', 0.5 from kith.cases c, generate_series(1, 3)
"""
_DECISIONS = """
insert into kith.decisions (case_id, product, admin_id, action, content_type, content_id, reason, created_at)
select c.id, c.product, gen_random_uuid(), 'dismiss', c.content_type, c.content_id, 'Nothing there', c.closed_at from kith.cases c where c.state = 'closed'
"""


def fill(found: Place) -> None:
    with found.owner() as db:
        db.execute("set session_replication_role = replica")
        db.execute(_CASES, {"cases": REPORTS // 3})
        db.execute(_REPORTS)  # type: ignore[arg-type]
        db.execute(_DECISIONS)  # type: ignore[arg-type]
        db.execute("vacuum analyze kith.cases, kith.reports, kith.decisions")


async def _operator(house: House, role: str) -> str:
    """An access token of an operator."""
    person, actor = uuid4(), service("bench")
    async with house.database.session(actor, "kith") as db:
        await db.connection.execute(
            "insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())",
            person,
            f"{role}@bench.example",
        )
        admin: UUID = await db.connection.fetchval(
            "insert into kith.admins (person_id, email, role) values ($1, $2, $3) returning id",
            person,
            f"{role}@bench.example",
            role,
        )
        if role == "support":
            await db.connection.execute(
                "insert into kith.queue_members values ($1, 'momento', 'general'), ($1, 'mentor', 'safety')",
                admin,
            )
        return (await sessions.start(db, house, person, "code")).access_token


async def measure(found: Place) -> dict[str, list[float]]:
    house = House(found.settings(products=PRODUCTS), load_products(PRODUCTS), seed=1)
    tokens = {role: await _operator(house, role) for role in ("ops", "support")}
    taken: dict[str, list[float]] = {}
    transport = httpx.ASGITransport(app=build(house))

    async def ask(name: str, path: str, role: str = "ops", *, html: bool = True) -> httpx.Response:
        headers = {"accept": "text/html"} if html else {"authorization": f"Bearer {tokens[role]}"}
        jar = {cookies.access_name(house): tokens[role]} if html else {}
        begun = time.perf_counter()
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8799", timeout=60, cookies=jar, headers=headers
        ) as client:
            answer = await client.get(path)
        taken.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:300]}")
        return answer

    for _ in range(TIMES):
        await ask("first page", "/console/queue")
        await ask("one product", "/console/queue?product=mentor")
        await ask("one queue, one severity", "/console/queue?queue=safety&urgency=2")
        await ask("passed up", "/console/queue?view=escalated")
        await ask("with two queues only", "/console/queue", "support")
        await ask("decided lately", "/console/queue/decided")
        cursor = None
        for _page in range(4):
            more = f"?limit=100&cursor={cursor}" if cursor else "?limit=100"
            cursor = (await ask("a page of JSON", f"/api/console/queue{more}", html=False)).json()["next"]
    await house.close()
    return taken


def main() -> int:
    with place(*PRODUCTS) as found:
        fill(found)
        taken = asyncio.run(measure(found))
    rows = []
    for name, each in taken.items():
        later = sorted(each[2:])
        p95 = later[int(len(later) * 0.95)]
        rows.append((f"{name}, p95", f"{p95:.1f} ms", f"< {LIMIT_MS:.0f} ms", p95 < LIMIT_MS))
    return table(f"The queue with {REPORTS} reports, {TIMES} requests each", rows)


if __name__ == "__main__":
    sys.exit(main())
