"""Demo cities: lived through once a test run, copied for every test that walks through one."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator

import msgspec

from harness import house as houses
from harness.postgres import FreshDatabase, SharedServer
from kith.foundation.house import House
from kith.foundation.settings import Settings
from kith.simulator.standins import StandIns


@contextlib.asynccontextmanager
async def demo_house(
    server: SharedServer, product: str, standins: StandIns, public_url: str
) -> AsyncGenerator[House]:
    """A house with one product, on a copy of its demo."""

    def settings(database: FreshDatabase) -> Settings:
        made = houses.settings_for(database, standins, public_url)
        # The demo's pictures were made by whichever process came first.
        return msgspec.structs.replace(made, smtp_url=standins.smtp_url, data_folder=server.shared_files)

    async with server.made_once(f"demo_of_{product}", server.template(product)) as unfinished:
        if unfinished is not None:
            house = houses.open_house(settings(unfinished), products=(product,))
            [installed] = house.products
            assert installed.demo is not None
            await installed.demo(house)
            await house.close()
    with server.database(f"demo_of_{product}") as database:
        house = houses.open_house(settings(database), products=(product,))
        yield house
        await house.close()
