"""The API is what its description says: schemathesis makes requests from the description, fitting and unfitting, and judges the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from harness import house as houses
from harness.members import bearer, sign_in
from harness.people import enrol
from harness.postgres import FreshDatabase
from kith.cli.schema import every_product
from kith.foundation.house import House
from kith.simulator.standins import StandIns

ADDRESS = "/api/schema/openapi.json"
HOUSE = "house"
FITTING, UNFITTING, STRANGERS = 4, 4, 2
"""Requests for each operation: two kinds by a member, one by nobody."""
_JUDGES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ()


@pytest.fixture
async def full_house(fresh_database: FreshDatabase, standins: StandIns) -> AsyncIterator[House]:
    """A house with every product."""
    opened = houses.open_house(
        houses.settings_for(fresh_database, standins, "http://localhost"), products=tuple(every_product())
    )
    yield opened
    await opened.close()


@pytest.fixture
async def api(full_house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with houses.browser(houses.application(full_house), full_house) as client:
        yield client


def cases_of(operation: Any, mode: GenerationMode, count: int) -> list[Any]:
    """The same requests in every run; fewer, or none, where the operation has no more to vary."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def collect(case: Any) -> None:
        found.append(case)

    try:
        collect()
    except Exception as nothing:
        if "negative" not in str(nothing).lower() and "Unsatisfiable" not in type(nothing).__name__:
            raise
    return found


async def judge(api: httpx.AsyncClient, case: Any, headers: dict[str, str]) -> list[str]:
    """What is wrong with the answer to one request."""
    given = case.as_transport_kwargs(base_url="http://localhost", headers=headers)
    asked = requests.Request(
        **{
            name: given[name]
            for name in ("method", "url", "headers", "params", "json", "data", "cookies", "files")
            if name in given
        }
    ).prepare()
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body
    answer = await api.request(
        str(asked.method),
        str(asked.url),
        headers=[(name, value) for name, value in asked.headers.items() if name.lower() != "content-length"],
        content=body,
    )
    try:
        case.validate_response(answer, checks=_JUDGES)
    except FailureGroup as failures:
        return [
            f"{asked.method} {asked.path_url} {body!r:.200}: {answer.status_code} {failure.title}: {failure.message:.300}"
            for failure in failures.exceptions
        ]
    return []


def owner_of(path: str) -> str:
    """The product an operation belongs to, or the house."""
    first = path.removeprefix("/api/").partition("/")[0]
    return first if first in every_product() else HOUSE


@pytest.mark.parametrize("owner", [HOUSE, *every_product()])
@pytest.mark.long
async def test_every_operation_answers_as_described(
    full_house: House, api: httpx.AsyncClient, owner: str
) -> None:
    person = await enrol(full_house, "+12025550111")
    described = schemathesis.openapi.from_dict((await api.get(ADDRESS)).json())
    wrong: list[str] = []
    asked = 0
    operations = [result.ok() for result in described.get_all_operations()]
    operations = [operation for operation in operations if owner_of(operation.path) == owner]
    for operation in operations:
        # Some operations end the session that asks.
        member = bearer(await sign_in(full_house, person))
        fitting = cases_of(operation, GenerationMode.POSITIVE, FITTING)
        unfitting = cases_of(operation, GenerationMode.NEGATIVE, UNFITTING)
        for cases, headers in ((fitting, member), (unfitting, member), (fitting[:STRANGERS], {})):
            for case in cases:
                asked += 1
                wrong += await judge(api, case, headers)
    assert not wrong, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong[:40])
    assert asked >= 5 * len(operations)


async def test_the_description_says_what_holds_for_all_operations(api: httpx.AsyncClient) -> None:
    document = (await api.get(ADDRESS)).json()
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            assert {"401", "404", "422", "429", "503"} <= set(operation["responses"]), where
            for content in operation.get("requestBody", {}).get("content", {}).values():
                reference = content["schema"].get("$ref", "")
                assert reference, f"{where}: a body has a name"
                schema = schemas[reference.rpartition("/")[2]]
                assert schema.get("additionalProperties") is False, f"{where}: unknown fields are refused"
            keys = [
                given
                for given in operation.get("parameters", [])
                if "IdempotencyKey" in given.get("$ref", "")
            ]
            # What hands out tokens or a card, or is given a password, is never kept for a repeat.
            hands_out_tokens = path.startswith("/api/auth/") or path.endswith(
                (
                    "/verify",
                    "/capture-tokens",
                    "/calendars/caldav",
                    "/calendar-feed",
                    "/attuned/connections",
                    "/attuned/evenings/{evening}",
                )
            )
            assert len(keys) == (method == "post") or (hands_out_tokens and not keys), where
    assert set(document["components"]["securitySchemes"]) == {"token", "browser"}
