"""`kith openapi`: the description of the API, as JSON."""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import sys

import httpx
import msgspec

ADDRESS = "/api/schema/openapi.json"


def run(_arguments: argparse.Namespace) -> int:
    # The description depends on the code alone: no database is asked, nothing is sealed with this key.
    blank = base64.b64encode(bytes(32)).decode()
    os.environ["KITH_ENVIRONMENT"] = "test"
    for name, value in (
        ("DATABASE_URL", "postgresql://nobody@localhost/none"),
        ("KITH_KEYS", f"1:{blank}"),
        ("KITH_PEPPER", blank),
        ("KITH_TOKEN_SECRET", blank),
    ):
        os.environ.setdefault(name, value)
    sys.stdout.write(msgspec.json.format(asyncio.run(_description()), indent=2).decode() + "\n")
    return 0


async def _description() -> bytes:
    from kith.web.app import create

    transport = httpx.ASGITransport(app=create())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(ADDRESS)
    answer.raise_for_status()
    return answer.content
