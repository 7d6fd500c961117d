"""Files over HTTP: routes for files take large bodies, other routes do not, and nobody runs what is handed out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Request, Response, get, post
from litestar.params import FromPath

from harness import house as houses
from harness.members import TESTS, Browser, add_person, bearer, sign_in
from kith.commons.media import files
from kith.foundation.house import House
from kith.foundation.product import Product
from kith.web import cookies
from kith.web.media import FORM_AROUND, file_response, uploaded
from kith.web.request import house_of

LARGEST = 3_000_000


@post("/api/josh/test-files", request_max_body_size=LARGEST + FORM_AROUND, include_in_schema=False)
async def take(request: Request[Any, Any, Any]) -> dict[str, Any]:
    sent = await uploaded(request, "file", at_most=LARGEST)
    return {} if sent is None else {"name": sent.filename, "bytes": len(sent.data)}


@get("/josh/test-files/{file:uuid}", include_in_schema=False)
async def give(request: Request[Any, Any, Any], file: FromPath[UUID]) -> Response[bytes]:
    async with house_of(request).database.session(TESTS, "josh") as db:
        found = await files.known(db, file)
    return await file_response(request, found, fresh_for=60)


@pytest.fixture
def app(house: House) -> Any:
    [product] = house.products
    fields: Any = {"routes": [*product.routes, take, give]}
    changed: Product = msgspec.structs.replace(product, **fields)
    house.products = (changed,)
    return houses.application(house)


async def test_a_route_for_files_takes_them_up_to_its_limit_from_our_own_forms_only(
    house: House, app: Any
) -> None:
    ada = await add_person(house, email="ada@house.example")
    async with houses.browser(app, house) as client:
        client.cookies.set(cookies.access_name(house), (await sign_in(house, ada)).access_token)
        browser = Browser(client)
        await browser.get("/account")

        async def sent(size: int, token: str, **headers: str) -> httpx.Response:
            return await client.post(
                "/api/josh/test-files",
                data={"_csrf": token},
                files={"file": ("a.pdf", b"x" * size, "application/pdf")},
                headers=headers,
            )

        assert (await sent(LARGEST, browser.token)).json() == {"name": "a.pdf", "bytes": LARGEST}
        assert (await sent(LARGEST + 1, browser.token)).status_code == 422
        assert (await sent(LARGEST + FORM_AROUND, browser.token)).status_code == 413
        assert (await sent(10, "forged")).status_code == 403
        none = await client.post("/api/josh/test-files", data={"_csrf": browser.token})
        assert none.json() == {}
        assert (await browser.post("/language", language="x" * 1_000_001)).status_code == 413


async def test_a_large_body_is_answered_once_for_its_key(house: House, app: Any) -> None:
    ada = await add_person(house, email="ada@house.example")
    headers = bearer(await sign_in(house, ada)) | {"idempotency-key": "one"}
    async with houses.browser(app, house) as client:
        request = client.build_request(
            "POST", "/api/josh/test-files", files={"file": ("a", b"x" * 2_000_000)}, headers=headers
        )
        body = request.read()
        first = await client.post("/api/josh/test-files", content=body, headers=dict(request.headers))
        again = await client.post("/api/josh/test-files", content=body, headers=dict(request.headers))
        assert first.json() == again.json() == {"name": "a", "bytes": 2_000_000}
        assert again.headers["idempotent-replayed"] == "true"


async def test_a_file_handed_out_is_never_a_page_of_ours(house: House, app: Any) -> None:
    ada = await add_person(house, email="ada@house.example")

    async def kept(content_type: str, filename: str | None) -> UUID:
        file = await files.keep(
            house, "josh", owner=ada, purpose="x", data=b"abc", content_type=content_type, filename=filename
        )
        async with house.database.session(TESTS, "josh") as db:
            await files.use(db, [file])
        return file

    picture, text = await kept("image/jpeg", None), await kept("text/plain", 'Gr"üße.txt')
    async with houses.browser(app, house) as client:
        shown = await client.get(f"/josh/test-files/{picture}")
        assert shown.content == b"abc"
        assert shown.headers["content-type"] == "image/jpeg"
        assert shown.headers["cache-control"] == "private, max-age=60"
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in shown.headers["content-security-policy"]
        assert shown.headers["content-disposition"] == "inline"
        same = await client.get(
            f"/josh/test-files/{picture}", headers={"if-none-match": shown.headers["etag"]}
        )
        assert (same.status_code, same.content) == (304, b"")
        loaded = await client.get(f"/josh/test-files/{text}")
        assert loaded.headers["content-disposition"] == (
            "attachment; filename=\"Gr___e.txt\"; filename*=UTF-8''Gr%22%C3%BC%C3%9Fe.txt"
        )
