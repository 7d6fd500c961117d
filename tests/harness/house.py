"""A house for one test: a fresh database, a clock that moves, seeded chance, stand-ins for providers."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import httpx
import msgspec

from harness.kept_pools import keep
from harness.postgres import FreshDatabase
from kith.commons.jobs import work_of
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.jobs import Job, Schedule
from kith.foundation.product import Product, load_products
from kith.foundation.settings import Settings
from kith.simulator.standins import StandIns
from kith.simulator.standins.serving import serving

OUR_NUMBER = "+12025550100"
WEBHOOK_SECRET = "whsec_for_tests"
VAPID_PRIVATE_KEY = "a" * 42 + "A"
"""A P-256 private key of 32 bytes, as `./kith up` makes one."""
OVERSEEING = {
    "kith.audit.publish_heads",
    "kith.audit.verify_further",
    "kith.audit.verify_whole",
    "kith.invariants",
    "kith.money.compare",
    "kith.numbers.count",
    "kith.retention",
}
"""Schedules that walk the whole house; together they take longer than all others and most tests."""
PLANS = {"monthly": "premium", "yearly": "premium_annual"}
# Files of all tests of this process; keys are never the same, so they do not meet.
# The products are kept beside, so that their ids stay theirs.
_ROUTED: dict[tuple[int, ...], tuple[Any, Sequence[Product]]] = {}
_FILES = tempfile.TemporaryDirectory(prefix="kith-files-")


def settings_for(database: FreshDatabase, standins: StandIns, public_url: str) -> Settings:
    """Settings as `./kith up` would make them, with keys that are the same in every run."""
    return Settings(
        environment="test",
        database_url=database.url,
        app_database_url=database.app_url,
        data_folder=Path(_FILES.name),
        public_url=public_url,
        keys={1: b"k" * 32},
        pepper=b"p" * 32,
        token_secret=b"t" * 32,
        twilio_account_sid=standins.twilio.settings.account_sid,
        twilio_auth_token=standins.twilio.settings.auth_token,
        twilio_number=OUR_NUMBER,
        twilio_api_base=standins.twilio_url,
        stripe_api_key=standins.stripe.settings.secret_key,
        stripe_webhook_secret=WEBHOOK_SECRET,
        stripe_api_base=standins.stripe_url,
        stripe_price_josh="price_josh",
        standins_url=standins.base_url,
        google_client_id=standins.google.settings.client_id,
        google_client_secret=standins.google.settings.client_secret,
        google_api_base=standins.google_url,
        microsoft_client_id=standins.microsoft.settings.client_id,
        microsoft_client_secret=standins.microsoft.settings.client_secret,
        microsoft_api_base=standins.microsoft_url,
        app_store_bundle=standins.appstore.settings.bundle_id,
        app_store_app_id=standins.appstore.settings.app_id,
        app_store_roots=_kept("appstore-roots.pem", standins.appstore.authority.root_pem),
        app_store_products=PLANS,
        play_package=standins.play.settings.package,
        play_products=PLANS,
        play_account=_kept("play-account.json", standins.play.service_account()),
        play_push_account=standins.play.settings.push_email,
        play_api_base=standins.play_url,
        vapid_private_key=VAPID_PRIVATE_KEY,
        outward_allowed=(standins.base_url.removeprefix("http://"),),
    )


def _kept(name: str, content: bytes) -> str:
    """A file that a setting names; the same for all tests of this process."""
    file = Path(_FILES.name) / name
    if not file.exists():
        file.write_bytes(content)
    return str(file)


def open_house(settings: Settings, *, products: tuple[str, ...] = ("josh",), seed: int = 7) -> House:
    """A house as a process would make it; the caller closes it."""
    opened = House(settings, load_products(products), seed=seed)
    keep(opened.database)
    return opened


def application(house: House) -> Any:
    """The ASGI application around the house."""
    from kith.web.app import routed
    from kith.web.edge import Edge

    # Routing a house with all products takes half a second and is the same for every house of these products.
    kind = (*map(id, house.products), house.settings.production)
    if kind not in _ROUTED:
        _ROUTED[kind] = (routed(house), house.products)
    return Edge(_ROUTED[kind][0], house)


def browser(app: Any, house: House) -> httpx.AsyncClient:
    """A client that talks to the application without a network."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=house.settings.public_url)


@contextlib.asynccontextmanager
async def at_public_url(app: Any, listener: socket.socket) -> AsyncGenerator[None]:
    """Serve the application where its settings say it is, so that stand-ins reach its webhooks."""
    async with serving(app, listener):
        yield


async def worker_pass(house: House, *, schedules: bool = True, rounds: int = 50) -> int:
    """What a worker would do now: every schedule that moves anything once, then queued jobs until none is left.

    What only looks after the whole house (`OVERSEEING`) has its own tests, which ask for it by `run_schedule`.
    Returns how many jobs ran. Nothing sleeps. What a job raises is raised here, and the job stays queued.
    """
    work = _work_of(house)
    ran = 0
    for _, scheduled in work.values():
        for schedule in scheduled if schedules else ():
            if schedule.name not in OVERSEEING:
                await schedule.run(house)
    for _ in range(rounds):
        # A product's job may queue one of the house's, and the other way round.
        taken = sum([await _run_queued(house, schema, jobs) for schema, (jobs, _) in work.items()])
        ran += taken
        if not taken:
            break
    return ran


async def run_schedule(house: House, name: str) -> None:
    """One schedule, by its name.

    Raises:
        LookupError: nobody has one of that name.
    """
    for _, scheduled in _work_of(house).values():
        for schedule in scheduled:
            if schedule.name == name:
                await schedule.run(house)
                return
    raise LookupError(name)


def _work_of(house: House) -> dict[str, tuple[dict[str, Job], Sequence[Schedule]]]:
    return {
        schema: ({job.name: job for job in jobs}, schedules)
        for schema, (jobs, schedules) in work_of(house).items()
    }


async def _run_queued(house: House, schema: str, jobs: dict[str, Job]) -> int:
    actor = service("tests.worker")
    queued = await house.database.read(
        actor,
        schema,
        "select id, entrypoint, payload from pgqueuer where status = 'queued' order by priority desc, id",
    )
    for row in queued:
        await jobs[row["entrypoint"]].run(house, msgspec.json.decode(row["payload"] or b"{}"))
        await house.database.read(actor, schema, "delete from pgqueuer where id = $1", row["id"])
    return len(queued)
