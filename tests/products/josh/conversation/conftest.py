"""A member who texts, for the tests of what JOSH makes of it."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from harness.people import enrol
from harness.phone import Phone
from kith.foundation.house import House

ADA = "+12025550111"


@pytest.fixture
async def member(house: House) -> UUID:
    """Ada, an active member."""
    return await enrol(house, ADA)


@pytest.fixture
async def phone(house: House, client: httpx.AsyncClient, member: UUID) -> Phone:
    """Ada's phone."""
    return Phone(house, client, ADA)


@pytest.fixture
async def strange_phone(house: House, client: httpx.AsyncClient) -> Phone:
    """The phone of somebody JOSH does not know."""
    return Phone(house, client, "+12025550199")
