"""A receiver that notes the webhooks that stand-ins post."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import msgspec
import pytest
from litestar import Litestar, Request, Response, post
from litestar.datastructures import State

from kith.simulator.standins.serving import bound_socket, serving


class Received(msgspec.Struct):
    """One webhook as it arrived."""

    headers: dict[str, str]
    body: bytes


class Receiver:
    """Takes webhooks at `url` and answers with the statuses of `answers`, then with 200 and `text`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.received: list[Received] = []
        self.answers: list[int] = []
        self.text = ""

    def forget(self) -> None:
        self.received.clear()
        self.answers.clear()
        self.text = ""


@pytest.fixture(scope="session")
async def shared_receiver() -> AsyncIterator[Receiver]:
    """The receiver of this process's tests; ask for `receiver` instead."""
    with contextlib.closing(bound_socket("127.0.0.1", 0)) as listener:
        noted = Receiver(f"http://127.0.0.1:{listener.getsockname()[1]}/hooks?provider=x")

        @post("/hooks")
        async def take(request: Request[None, None, State]) -> Response[str]:
            noted.received.append(Received(dict(request.headers), await request.body()))
            status = noted.answers.pop(0) if noted.answers else 200
            return Response(noted.text, status_code=status, media_type="text/xml")

        async with serving(Litestar([take], openapi_config=None), listener):
            yield noted


@pytest.fixture
def receiver(shared_receiver: Receiver) -> Receiver:
    """The receiver, having received nothing yet."""
    shared_receiver.forget()
    return shared_receiver
