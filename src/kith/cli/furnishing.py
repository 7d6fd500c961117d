"""Bring a database to where the house can open: migrations, and a demo city when nobody lives there yet."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import psycopg

from kith.cli.failure import CommandFailed
from kith.cli.furnished import Furnished, ProductLink, SignIn, fingerprint
from kith.cli.terminal import Terminal
from kith.commons.numbers import demo as numbers
from kith.commons.safety import demo as desk
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.migrations import MigrationFailed, migrate
from kith.foundation.product import Product, load_products
from kith.foundation.settings import MissingSettings, load
from kith.simulator.standins.store import memory_of
from kith.simulator.standins.stripe import StripeSettings, StripeStandIn
from kith.simulator.standins.stripe.taking_over import take_over

if TYPE_CHECKING:
    from kith.foundation.product import DemoMoney

_ACTOR: Final = service("cli.furnishing")


def furnish(
    terminal: Terminal,
    owner_url: str,
    environment: Mapping[str, str],
    slugs: Sequence[str],
    before: Furnished | None,
    *,
    demo: bool,
    migrated: Callable[[], None],
) -> Furnished:
    """Migrate, and fill an empty house when `demo` is wanted; `before` is what an earlier start noted.

    `migrated` is called in between: the roles are there then, and it may still change `environment`.

    Raises:
        CommandFailed: an unknown product, no database, a refused migration, or missing settings.
    """
    with terminal.step("migrations") as step:
        try:
            products = load_products(slugs)
        except ValueError as problem:
            raise CommandFailed(f"KITH_PRODUCTS: {problem}") from problem
        applied = _migrate(owner_url, products)
        step.note = f"{len(applied)} applied" if applied else "up to date"
    links = [ProductLink(product.slug, product.name) for product in products]
    migrated()
    if not _is_empty(owner_url):
        settled, sign_ins = True, list(before.sign_ins) if before is not None else []
    elif demo:
        with terminal.step("demo city") as step:
            sign_ins = _load_demo(environment, products)
            settled = True
            step.note = f"{len(sign_ins)} people to sign in as"
    else:
        settled, sign_ins = False, []
    return Furnished(schema=fingerprint(slugs), products=links, demo=settled, sign_ins=sign_ins)


def _migrate(url: str, products: tuple[Product, ...]) -> list[str]:
    try:
        return migrate(url, [product.owner for product in products])
    except psycopg.OperationalError as away:
        raise CommandFailed(f"The database cannot be reached: {str(away).strip()}") from away
    except MigrationFailed as refusal:
        raise CommandFailed(f"A migration was refused. {refusal}") from refusal


def _is_empty(url: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute("select exists (select from auth.users)").fetchone()
    return found is not None and not found[0]


def _load_demo(environment: Mapping[str, str], products: tuple[Product, ...]) -> list[SignIn]:
    try:
        settings = load(environment)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing

    async def load_all() -> list[SignIn]:
        house = House(settings, products)
        try:
            # Each in its own schema, so that drawing for one goes on while the database works for another.
            cities = await asyncio.gather(*(product.demo(house) for product in products if product.demo))
            await _take_over(house)
            people = [*itertools.chain.from_iterable(cities), *await desk.furnish(house)]
            await numbers.plant(house)
            return [
                # Without the house's own address, which another --port changes.
                SignIn(person.name, person.role, person.address.removeprefix(settings.public_url))
                for person in people
            ]
        finally:
            await house.close()

    return asyncio.run(load_all())


async def money_told(house: House) -> dict[str, DemoMoney]:
    """What each product's demo tells of money, by the product's slug."""
    told: dict[str, DemoMoney] = {}
    for product in house.products:
        if product.demo_money is not None:
            async with house.database.session(_ACTOR, product.schema) as db:
                told[product.slug] = await product.demo_money(db)
    return told


async def _take_over(house: House) -> None:
    """Write the demo's money into the memory of Stripe's stand-in, which does not run yet."""
    stripe = StripeStandIn(StripeSettings(), "", memory_of(house.settings.data_folder / "standins", "stripe"))
    try:
        take_over(stripe, await money_told(house))
    finally:
        await stripe.close()
