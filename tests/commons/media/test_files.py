"""Files: the row first, the store second, and nothing lies there that nobody knows of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from moto.server import ThreadedMotoServer

from harness import house as houses
from harness.exports import exported
from harness.house import run_schedule
from harness.members import TESTS, add_person, run
from harness.people import enrol
from kith.commons.media import files
from kith.commons.media.store import Missing, Store, store_of
from kith.commons.privacy import commands as privacy
from kith.foundation.database import TransactionOpen
from kith.foundation.errors import Conflict, NotFound, Unavailable
from kith.foundation.house import House

SCHEMA = "josh"


async def _keep(house: House, owner: UUID, data: bytes = b"bytes") -> UUID:
    return await files.keep(house, SCHEMA, owner=owner, purpose="photo", data=data, content_type="image/jpeg")


async def _use(house: House, *ids: UUID) -> None:
    async with house.database.session(TESTS, SCHEMA) as db:
        await files.use(db, ids)


@pytest.mark.postgres15
async def test_a_file_is_there_once_something_uses_it_and_gone_when_nothing_does(house: House) -> None:
    ada = await add_person(house, email="ada@house.example")
    used, unused = await _keep(house, ada), await _keep(house, ada)
    with pytest.raises(NotFound):
        await files.open_file(house, SCHEMA, used)
    await _use(house, used, used)
    file, data = await files.open_file(house, SCHEMA, used)
    assert (data, file.size, file.owner_id) == (b"bytes", 5, ada)
    [row] = await run(house, "select key from josh.stored_files where id = $1", unused)
    await run_schedule(house, "josh.files.sweep")
    assert await store_of(house).exists(row["key"])
    house.clock.move(timedelta(minutes=61))
    await run_schedule(house, "josh.files.sweep")
    assert not await store_of(house).exists(row["key"])
    with pytest.raises(Conflict):
        await _use(house, unused)
    assert (await files.open_file(house, SCHEMA, used))[1] == b"bytes"
    async with house.database.session(TESTS, SCHEMA) as db:
        await files.delete_later(db, [used])
    with pytest.raises(Conflict):
        await _use(house, used)
    await run_schedule(house, "josh.files.sweep")
    assert not await store_of(house).exists(file.key)
    assert await run(house, "select 1 from josh.stored_files") == []


@pytest.mark.postgres15
async def test_a_file_on_its_way_out_never_comes_back(house: House) -> None:
    ada = await add_person(house, email="ada@house.example")
    file = await _keep(house, ada)
    await run(house, "update josh.stored_files set state = 'unwanted' where id = $1", file)
    for state in ("kept", "pending"):
        with pytest.raises(Conflict):
            await run(house, "update josh.stored_files set state = $2 where id = $1", file, state)


async def test_the_store_is_never_asked_while_a_transaction_is_open(house: House) -> None:
    async with house.database.session(TESTS, SCHEMA):
        with pytest.raises(TransactionOpen):
            await store_of(house).get("x")


async def test_an_export_holds_a_persons_files_and_an_erasure_takes_them(house: House) -> None:
    ada, bob = await enrol(house, "+12025550143"), await add_person(house, email="bob@house.example")
    hers, his = await _keep(house, ada, b"hers"), await _keep(house, bob, b"his")
    await _use(house, hers, his)
    with zipfile.ZipFile(io.BytesIO(await exported(house, ada))) as archive:
        assert [name for name in archive.namelist() if name.startswith("files/")] == [
            f"files/josh/photo/{hers}.jpg"
        ]
        assert archive.read(f"files/josh/photo/{hers}.jpg") == b"hers"
    await privacy.erase_person(house, ada)
    with pytest.raises(NotFound):
        await files.open_file(house, SCHEMA, hers)
    await run_schedule(house, "josh.files.sweep")
    assert [row["id"] for row in await run(house, "select id from josh.stored_files")] == [his]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def _stored_at(house: House, **settings: Any) -> Store:
    elsewhere = houses.open_house(msgspec.structs.replace(house.settings, **settings))
    return Store(elsewhere)


async def test_a_store_that_speaks_s3_keeps_the_same_promises(house: House, s3: str) -> None:
    import boto3

    make: Any = getattr(boto3, "client")  # noqa: B009 - boto3's own type of it is partly unknown
    make(
        "s3", endpoint_url=s3, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    ).create_bucket(Bucket="kith")
    store = _stored_at(
        house,
        media_url="s3://kith/photos",
        media_endpoint=s3,
        media_key_id="a",
        media_secret="b",
    )
    await store.put("momento/photo/1", b"one", "image/jpeg")
    assert await store.get("momento/photo/1") == b"one"
    await store.put("momento/photo/1", b"two", "image/jpeg")
    assert await store.get("momento/photo/1") == b"two"
    await store.delete("momento/photo/1")
    await store.delete("momento/photo/1")
    assert not await store.exists("momento/photo/1")
    with pytest.raises(Missing):
        await store.get("momento/photo/1")
    no_bucket = _stored_at(
        house, media_url="s3://elsewhere", media_endpoint=s3, media_key_id="a", media_secret="b"
    )
    with pytest.raises(Unavailable):
        await no_bucket.put("x", b"x", "image/jpeg")
