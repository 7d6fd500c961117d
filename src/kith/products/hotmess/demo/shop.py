"""The shop with a drop in a few minutes, sellers in every state, and what they offer. Made up, all of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec

from kith.commons.media import files, pictures
from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.products.hotmess.demo import drawings
from kith.products.hotmess.shop.pictures import ADDRESS

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "shop.sql")
_ACTOR = service("hotmess.demo")
SELLER: Final = "otis"


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    title: str
    text: str
    collection: str
    price: int
    units: int
    drop: str | None = None
    limited: bool = False
    limit_each: int | None = None
    xp: int = 0


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    text: str
    price: int
    units: int
    state: str = "live"


THINGS: Final = (
    Thing(
        slug="night-shift-vest",
        title="Night shift vest",
        text="Mesh, cut wide at the arms, dries on the way home.",
        collection="raw",
        price=3200,
        units=60,
        drop="night-shift",
        limited=True,
        limit_each=2,
        xp=100,
    ),
    Thing(
        slug="night-shift-cap",
        title="Night shift cap",
        text="Five panels, one reflective line that only cameras see.",
        collection="high",
        price=2400,
        units=25,
        drop="night-shift",
        limited=True,
        limit_each=1,
        xp=80,
    ),
    Thing(
        slug="superhung-harness",
        title="Superhung harness",
        text="Bridle leather, made to measure in Hackney. Forty of them, and a line to keep it fair.",
        collection="superhung",
        price=14500,
        units=40,
        drop="superhung",
        limited=True,
        limit_each=1,
        xp=400,
    ),
    Thing(
        slug="hand-n-hand-balm",
        title="Hand-N-Hand balm",
        text="For hands that carried crates, poles and each other. Smells of cedar.",
        collection="hnhmess",
        price=1200,
        units=200,
        xp=20,
    ),
    Thing(
        slug="hung-tee",
        title="Hung tee",
        text="Heavy cotton, long in the back.",
        collection="hung",
        price=2800,
        units=4,
        xp=40,
    ),
    Thing(
        slug="super-socks",
        title="Super socks",
        text="Two stripes, knee high.",
        collection="super",
        price=900,
        units=0,
    ),
)
OFFERS: Final = (
    Offer(
        title="Screen print: Canal, 4 a.m.",
        text="A3, three colours, signed. Ships rolled.",
        price=3500,
        units=6,
    ),
    Offer(title="Leather jacket, worn in", text="Size M. One elbow repaired, well.", price=12000, units=1),
    Offer(
        title="Mixtapes, real ones",
        text="Ninety minutes each, no two alike.",
        price=800,
        units=12,
        state="pending_review",
    ),
    Offer(title="Boots, size 44", text="Resoled last winter.", price=6500, units=1, state="draft"),
)


async def build(house: House) -> None:
    """Fill the shop and the market of a night that `night.build` made."""
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        now = db.now.replace(second=0, microsecond=0)
        drops = {
            "night-shift": await queries.drop(
                db.connection,
                slug="night-shift",
                title="Night shift",
                description="For those who are still up. Two things, made once.",
                start_at=now + timedelta(minutes=6),
                end_at=now + timedelta(hours=3),
                per_person_limit=2,
                queued=False,
            ),
            "superhung": await queries.drop(
                db.connection,
                slug="superhung",
                title="Superhung, forty of them",
                description="There is a line: stand in it whenever you like, your place is kept.",
                start_at=now + timedelta(hours=20),
                end_at=now + timedelta(hours=44),
                per_person_limit=1,
                queued=True,
            ),
        }
        made: dict[str, UUID] = {}
        for thing in THINGS:
            made[thing.slug] = await queries.product(
                db.connection,
                slug=thing.slug,
                title=thing.title,
                description=thing.text,
                collection=thing.collection,
                price_pence=thing.price,
                drop=drops[thing.drop] if thing.drop else None,
                limited=thing.limited,
                limit_each=thing.limit_each,
                xp=thing.xp,
            )
            if thing.units:
                await queries.restock(
                    db.connection, product=made[thing.slug], listing=None, units=thing.units
                )
        await _sellers(db)
        await _ordered(db, made["hand-n-hand-balm"])
    for slug, product in made.items():
        await _picture(house, slug, product)


async def _picture(house: House, slug: str, product: UUID) -> None:
    schema = house.product("hotmess").schema
    words, *sizes = drawings.drawing(slug)
    small, medium = [
        await files.keep(
            house, schema, owner=None, purpose="product", data=size, content_type=pictures.CONTENT_TYPE
        )
        for size in sizes
    ]
    address, beside = f"{ADDRESS}{medium}", f"{ADDRESS}{small}"
    async with house.database.session(_ACTOR, schema) as db:
        await files.use(db, [small, medium])
        await queries.picture(
            db.connection,
            product=product,
            images=[address],
            facts={address: {"small": beside, "alt": words}},
        )


async def _sellers(db: Session) -> None:
    """One who sells, one whom money cannot reach yet, two who ask."""
    for name, title, bio in (
        (SELLER, "Otis prints", "Screen prints and what no longer fits me."),
        ("fox", "Fox and thread", "Repairs, and clothes that were worth it."),
        ("kai", "Kai's kiln", "Cups for the morning after."),
        ("remy", "Remy Records", "Used vinyl, cleaned."),
    ):
        person = await queries.member_of(db.connection, username=name)
        seller: UUID = await queries.seller(
            db.connection,
            person=person,
            name=title,
            slug=title.lower().replace(" ", "-").replace("'", ""),
            bio=bio,
        )
        if name in (SELLER, "fox"):
            await queries.approve(db.connection, seller=seller)
        if name != SELLER:
            continue
        await queries.reachable(db.connection, seller=seller, account="acct_demo_otis")
        for offer in OFFERS:
            listing: UUID = await queries.listing(
                db.connection,
                seller=seller,
                title=offer.title,
                description=offer.text,
                price_pence=offer.price,
            )
            await queries.restock(db.connection, product=None, listing=listing, units=offer.units)
            states = ("pending_review", "live")
            for state in states[: {"draft": 0, "pending_review": 1, "live": 2}[offer.state]]:
                await queries.move_listing(db.connection, listing=listing, to_state=state)


async def _ordered(db: Session, product: UUID) -> None:
    """Something that Sunny bought and the house has to send."""
    sunny = await queries.member_of(db.connection, username="sunny")
    order = await queries.order(
        db.connection,
        person=sunny,
        product=product,
        address={
            "name": "Sunny Ray",
            "line1": "4 Mare Street",
            "line2": "",
            "city": "London",
            "postcode": "E8 3RH",
            "country": "GB",
        },
    )
    number = uuid4().hex
    payment: UUID = await queries.pay(db.connection, order=order, intent=f"pi_demo_{number}")
    await queries.settle(db.connection, payment=payment, charge=f"ch_demo_{number}")
