"""Queueing and looking at texts, for the tests of their delivery."""

from __future__ import annotations

import pytest

from harness.outbox import Outbox
from kith.foundation.house import House


@pytest.fixture
async def outbox(house: House) -> Outbox:
    """The outbox of a house in which Ada (New York) is a member; the clock stands at noon there."""
    return await Outbox.opened(house)
