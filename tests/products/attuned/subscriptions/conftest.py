"""A house with Attuned, mail and the stores."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest

from harness import house as houses
from kith.foundation.house import House
from kith.simulator.standins import StandIns


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("attuned",))
    yield opened
    await opened.close()
