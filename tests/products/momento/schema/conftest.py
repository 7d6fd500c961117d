"""What tests of Momento's schema may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.momento import Momento
from harness.postgres import SharedServer


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[Momento]:
    with postgres_server.database(postgres_server.template("momento")) as database:
        world = Momento(database.url)
        yield world
        world.close()


@pytest.fixture
def momento(_world: Momento) -> Iterator[Momento]:
    """A database that the tests of a file share, at the present moment: each makes its own people."""
    _world.later("0")
    yield _world
    _world.close_others()
