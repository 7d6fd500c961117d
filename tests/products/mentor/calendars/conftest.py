"""A house that talks to calendar providers, without a database; a CalDAV server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest

from harness import house as houses
from harness.calendars import Owner
from harness.postgres import FreshDatabase
from kith.foundation.house import House
from kith.foundation.settings import Settings
from kith.simulator.standins import StandIns
from kith.simulator.standins.radicale import Radicale, serving_radicale


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A CalDAV server for all tests of a process."""
    folder: Path = tmp_path_factory.mktemp("radicale")
    with serving_radicale(0, folder) as served:
        yield served


@pytest.fixture
async def caller(standins: StandIns, radicale: Radicale) -> AsyncIterator[House]:
    """A house that only calls providers."""
    opened = House(
        Settings(
            environment="test",
            database_url="postgresql://127.0.0.1:9/none",
            app_database_url="postgresql://127.0.0.1:9/none",
            keys={1: b"k" * 32},
            pepper=b"p" * 32,
            token_secret=b"t" * 32,
            google_client_id=standins.google.settings.client_id,
            google_client_secret=standins.google.settings.client_secret,
            google_api_base=standins.google_url,
            microsoft_client_id=standins.microsoft.settings.client_id,
            microsoft_client_secret=standins.microsoft.settings.client_secret,
            microsoft_api_base=standins.microsoft_url,
            outward_allowed=(radicale.place,),
        ),
        (),
        seed=7,
    )
    yield opened
    await opened.close()


@pytest.fixture
async def house(
    fresh_database: FreshDatabase, standins: StandIns, radicale: Radicale, public_socket: socket.socket
) -> AsyncIterator[House]:
    """A house of mentors."""
    public_url = f"http://127.0.0.1:{public_socket.getsockname()[1]}"
    settings = houses.settings_for(fresh_database, standins, public_url)
    settings = msgspec.structs.replace(settings, outward_allowed=(radicale.place,))
    opened = houses.open_house(settings, products=("mentor",))
    yield opened
    await opened.close()


@pytest.fixture
async def owner(radicale: Radicale) -> AsyncIterator[Owner]:
    """The person whose CalDAV calendar it is; their events are gone afterwards."""
    person = Owner(radicale)
    yield person
    for name in await person.names():
        await person.delete(name)
    await person.http.aclose()
