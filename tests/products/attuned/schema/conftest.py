"""What tests of Attuned's schema may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.attuned import AttunedRows
from harness.postgres import SharedServer


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[AttunedRows]:
    with postgres_server.database(postgres_server.template()) as database:
        world = AttunedRows(database.url)
        yield world
        world.close()


@pytest.fixture
def rows(_world: AttunedRows) -> Iterator[AttunedRows]:
    """A database that the tests of a file share: each makes its own people."""
    _world.db.execute("select set_config('kith.clock_offset', '0', false)")
    yield _world
    _world.close_others()
