"""Idempotency-Key: same key and body, same answer and one effect; another body, 422; at the same moment, 409."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar, Request, post
from litestar.params import JSONBody

from harness.members import add_person, bearer, run, sign_in
from kith.commons.identity.sessions import SignedIn
from kith.foundation import idempotency
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, OutcomeUnknown
from kith.foundation.house import House
from kith.web import problems
from kith.web.edge import Edge
from kith.web.idempotent import HANDS_OUT_SECRETS, LARGEST_BODY, idempotent
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
KEY = "Idempotency-Key"


class Wish(msgspec.Struct):
    words: str


class Bench:
    """A house with one address that creates something, and the doors it can be held at."""

    def __init__(self) -> None:
        self.created: list[str] = []
        self.entered = asyncio.Event()
        self.door = asyncio.Event()
        self.door.set()
        self.dies = False


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
async def maker(house: House, bench: Bench) -> Any:
    """A client of the bench's own routes, behind the house's edge."""

    @post("/api/wishes", status_code=201)
    async def make(request: Requested, data: JSONBody[Wish]) -> dict[str, str]:
        bench.entered.set()
        await bench.door.wait()
        if data.words == "wrong":
            raise Invalid("That is no wish.", field="words")
        bench.created.append(data.words)
        if data.words == "lost":
            raise OutcomeUnknown("Our database went away while it was saving this.")
        if bench.dies:
            raise asyncio.CancelledError
        person = visitor(request)
        return {"id": str(uuid4()), "for": "nobody" if person is None else str(person.id)}

    @post("/api/mine", status_code=204)
    async def mine(request: Requested) -> None:
        bench.created.append(str(person_of(request).id))
        async with house_of(request).database.session(service("tests.wishes"), "kith"):
            pass

    @post("/api/secrets", status_code=200, opt={HANDS_OUT_SECRETS: True})
    async def hand_out() -> dict[str, str]:
        return {"token": str(uuid4())}

    app = Litestar(
        [make, mine, hand_out],
        middleware=[idempotent],
        exception_handlers={Exception: problems.answer},
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
    )
    edge: Any = Edge(app, house)  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(edge), base_url=house.settings.public_url
    ) as client:
        yield client


async def ask(
    maker: httpx.AsyncClient, words: str = "tea", key: str | None = "k1", **headers: str
) -> httpx.Response:
    if key is not None:
        headers[KEY] = key
    return await maker.post("/api/wishes", json={"words": words}, headers=headers)


async def test_the_same_request_again_gets_the_same_answer_and_has_no_second_effect(
    maker: httpx.AsyncClient, bench: Bench
) -> None:
    first = await ask(maker)
    second = await ask(maker)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.headers["content-type"] == second.headers["content-type"]
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert bench.created == ["tea"]


async def test_another_key_or_none_is_another_request(maker: httpx.AsyncClient, bench: Bench) -> None:
    for key in ("k1", "k2", None, None):
        assert (await ask(maker, key=key)).status_code == 201
    assert len(bench.created) == 4


async def test_the_same_key_with_another_body_is_refused(maker: httpx.AsyncClient, bench: Bench) -> None:
    await ask(maker)
    refused = await ask(maker, "coffee")
    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/idempotency-key-reused"
    assert refused.json()["field"] == KEY
    assert bench.created == ["tea"]


async def test_the_same_request_at_the_same_moment_has_one_effect(
    maker: httpx.AsyncClient, bench: Bench
) -> None:
    bench.door.clear()
    first = asyncio.create_task(ask(maker))
    await bench.entered.wait()
    others = await asyncio.gather(*(ask(maker) for _ in range(10)))
    assert {other.status_code for other in others} == {409}
    assert {other.json()["type"] for other in others} == {"/problems/in-progress"}
    assert {other.headers["retry-after"] for other in others} == {"1"}
    bench.door.set()
    assert (await first).json() == (await ask(maker)).json()
    assert bench.created == ["tea"]


async def test_many_first_requests_at_once_have_one_effect(maker: httpx.AsyncClient, bench: Bench) -> None:
    answers = await asyncio.gather(*(ask(maker) for _ in range(20)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert bench.created == ["tea"]


async def test_a_refused_request_frees_its_key(maker: httpx.AsyncClient, bench: Bench) -> None:
    assert (await ask(maker, "wrong")).status_code == 422
    assert (await ask(maker, "right")).status_code == 201
    assert bench.created == ["right"]


async def test_a_request_that_died_in_the_middle_is_not_done_a_second_time(
    house: House, maker: httpx.AsyncClient, bench: Bench
) -> None:
    bench.dies = True
    with pytest.raises(asyncio.CancelledError):
        await ask(maker)
    bench.dies = False
    assert (await ask(maker)).json()["type"] == "/problems/in-progress"
    house.clock.move(idempotency.STILL_WORKING)
    unknown = await ask(maker)
    assert (unknown.status_code, unknown.json()["type"]) == (409, "/problems/outcome-unknown")
    assert bench.created == ["tea"]


async def test_keys_of_different_people_do_not_meet(
    house: House, maker: httpx.AsyncClient, bench: Bench
) -> None:
    people: list[SignedIn] = [
        await sign_in(house, await add_person(house, email=f"p{number}@house.example")) for number in range(2)
    ]
    answers = [await ask(maker, authorization=bearer(one)["authorization"]) for one in people]
    assert [answer.json()["for"] for answer in answers] == [str(one.person.id) for one in people]
    assert (await ask(maker)).json()["for"] == "nobody"
    assert len(bench.created) == 3


async def test_an_answer_without_a_body_is_given_again(
    house: House, maker: httpx.AsyncClient, bench: Bench
) -> None:
    ada = await sign_in(house, await add_person(house, email="ada@house.example"))
    headers = {KEY: "k1", **bearer(ada)}
    for _ in range(2):
        answer = await maker.post("/api/mine", headers=headers)
        assert (answer.status_code, answer.content) == (204, b"")
    assert len(bench.created) == 1


async def test_somebody_signed_out_is_given_nothing_of_the_answer(
    house: House, maker: httpx.AsyncClient
) -> None:
    ada = await sign_in(house, await add_person(house, email="ada@house.example"))
    await maker.post("/api/mine", headers={KEY: "k1", **bearer(ada)})
    assert (await maker.post("/api/mine", headers={KEY: "k1"})).status_code == 401


async def test_answers_are_sealed(house: House, maker: httpx.AsyncClient) -> None:
    made = await ask(maker)
    [row] = await run(house, "select answer, scope from idempotency_keys")
    assert UUID(made.json()["id"]).hex not in bytes(row["answer"]).hex()
    assert made.json()["id"].encode() not in bytes(row["answer"])
    assert "127.0.0.1" not in row["scope"]


async def test_answers_that_carry_tokens_are_never_kept(house: House, maker: httpx.AsyncClient) -> None:
    first, second = [await maker.post("/api/secrets", headers={KEY: "k1"}) for _ in range(2)]
    assert first.json() != second.json()
    assert await run(house, "select 1 from idempotency_keys") == []


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "a\tb", "é"])
async def test_an_unusable_key_is_refused(maker: httpx.AsyncClient, bench: Bench, key: str) -> None:
    refused = await maker.post("/api/wishes", json={"words": "tea"}, headers={KEY: key.encode()})
    assert refused.status_code == 422
    assert refused.json()["field"] == KEY
    assert bench.created == []


async def test_a_body_that_is_too_large_is_refused_as_without_a_key(
    maker: httpx.AsyncClient, bench: Bench
) -> None:
    answer = await ask(maker, "x" * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert bench.created == []


async def test_answers_are_forgotten_after_a_day(
    house: House, maker: httpx.AsyncClient, bench: Bench
) -> None:
    from kith.commons.privacy import retention

    await ask(maker)
    house.clock.move(timedelta(hours=23))
    await retention.run(house)
    assert (await ask(maker)).headers.get("idempotent-replayed") == "true"
    house.clock.move(timedelta(hours=2))
    await retention.run(house)
    await ask(maker)
    assert len(bench.created) == 2


async def test_a_request_whose_outcome_nobody_knows_is_not_done_a_second_time(
    house: House, bench: Bench, maker: httpx.AsyncClient
) -> None:
    first = await maker.post("/api/wishes", json={"words": "lost"}, headers={KEY: "one"})
    assert (first.status_code, first.json()["type"]) == (503, "/problems/outcome-unknown")
    again = await maker.post("/api/wishes", json={"words": "lost"}, headers={KEY: "one"})
    assert again.status_code == 409
    house.clock.move(timedelta(minutes=2))
    later = await maker.post("/api/wishes", json={"words": "lost"}, headers={KEY: "one"})
    assert (later.status_code, later.json()["type"]) == (409, "/problems/outcome-unknown")
    assert bench.created == ["lost"]
