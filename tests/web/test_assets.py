"""Styles, scripts and pictures: kept by browsers for as long as they stay what they are, the same for everybody, and nothing else is served."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import httpx
import pytest

from harness.members import add_person, sign_in
from kith.foundation.house import House
from kith.web import cookies
from kith.web.assets import Assets, assets


async def _of_a_page(client: httpx.AsyncClient) -> list[str]:
    page = await client.get("/sign-in")
    assert page.status_code == 200
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)


async def test_every_file_that_a_page_names_is_named_by_its_version_and_kept_for_a_year(
    client: httpx.AsyncClient, house: House
) -> None:
    named = await _of_a_page(client)
    assert len(named) > 8
    for address in named:
        assert address.endswith(f"?v={assets(house).version}"), address
        answer = await client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("version", ["", "?v=", "?v=00c0ffee0000"])
async def test_a_file_of_another_version_is_not_kept_and_asked_about_for_a_few_bytes(
    client: httpx.AsyncClient, version: str
) -> None:
    first = await client.get("/static/css/base.css" + version)
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get(
        "/static/css/base.css" + version, headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = await client.get("/static/css/base.css" + version, headers={"if-none-match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


async def test_text_travels_packed_for_whoever_unpacks_it(client: httpx.AsyncClient) -> None:
    plain = await client.get("/static/css/shell.css", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    async with client.stream(
        "GET", "/static/css/shell.css", headers={"accept-encoding": "br, gzip"}
    ) as packed:
        raw = b"".join([part async for part in packed.aiter_raw()])
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "accept-encoding"
    assert len(raw) < len(plain.content) / 2
    assert gzip.decompress(raw) == plain.content


@pytest.mark.parametrize(
    "path",
    ["css/none.css", "../templates/base.html", "%2e%2e/templates/base.html", "css", "css/../../app.py", ""],
)
async def test_nothing_but_these_files_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get("/static/" + path)).status_code == 404


async def test_a_file_is_the_same_for_everybody_and_asks_the_database_nothing(
    client: httpx.AsyncClient, house: House
) -> None:
    session = await sign_in(house, await add_person(house, email="ada@house.example"))
    client.cookies.set(cookies.access_name(house), session.access_token)
    await house.database.close()
    answer = await client.get("/static/css/base.css")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_any_change_of_any_file_is_another_version_and_the_earlier_folder_wins(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, text in ((ours, "a"), (theirs, "b")):
        (folder / "css").mkdir(parents=True)
        (folder / "css" / "one.css").write_text(text)
    before = Assets((ours, theirs))
    found = before.find("css/one.css")
    assert found is not None
    assert (found.data, found.media_type) == (b"a", "text/css")
    assert Assets((ours, theirs)).version == before.version
    (theirs / "two.js").write_text("1")
    added = Assets((ours, theirs)).version
    (theirs / "two.js").write_text("2")
    assert len({before.version, added, Assets((ours, theirs)).version}) == 3
