"""What tests of HOTMESS's schema may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.hotmess import HotmessRows
from harness.postgres import SharedServer


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[HotmessRows]:
    with postgres_server.database(postgres_server.template()) as database:
        world = HotmessRows(database.url)
        yield world
        world.close()


@pytest.fixture
def rows(_world: HotmessRows) -> Iterator[HotmessRows]:
    """A database that the tests of a file share: each makes its own people."""
    _world.moved("0")
    yield _world
    _world.close_others()
