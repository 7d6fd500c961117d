"""What tests of JOSH's schema may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.josh import Josh
from harness.postgres import SharedServer


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[Josh]:
    with postgres_server.database(postgres_server.template("josh")) as database:
        world = Josh(database.url)
        yield world
        world.close()


@pytest.fixture
def josh(_world: Josh) -> Iterator[Josh]:
    """A database that the tests of a file share: each makes its own people and sees nobody else's rows."""
    yield _world
    _world.close_others()
