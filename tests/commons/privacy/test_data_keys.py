"""Values under an owner's key: readable with it, by nobody without; keys wrapped anew go on opening what they sealed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import house as houses
from harness.members import run
from kith.commons.privacy import data_keys
from kith.commons.privacy.data_keys import DataKey
from kith.foundation.actor import service
from kith.foundation.crypto import Unreadable
from kith.foundation.house import House

SCHEMA = "attuned"
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("josh", "attuned")


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("attuned",))
    yield opened
    await opened.close()


@settings(max_examples=60)
@given(value=_JSON, text=st.text())
def test_what_was_sealed_opens_for_its_owner_and_place_and_for_nobody_else(value: object, text: str) -> None:
    mine, other = DataKey("user:1", b"k" * 32), DataKey("user:2", b"k" * 32)
    sealed = mine.seal(value, "profiles.boundaries")
    assert mine.open(sealed, "profiles.boundaries") == value
    assert mine.open_text(mine.seal_text(text, "a.b"), "a.b") == text
    for opener, place in ((mine, "profiles.anatomy"), (other, "profiles.boundaries")):
        with pytest.raises(Unreadable):
            opener.open(sealed, place)
    for broken in (sealed["sealed"][:-8], "AAAA" + sealed["sealed"][4:]):
        with pytest.raises(Unreadable):
            mine.open({"sealed": broken}, "profiles.boundaries")


async def test_one_key_an_owner_whoever_asks_first_and_none_of_a_transaction_that_fails(house: House) -> None:
    keys = await asyncio.gather(*(data_keys.key_of(house, SCHEMA, "user:one") for _ in range(8)))
    sealed = keys[0].seal({"a": 1}, "x.y")
    assert [key.open(sealed, "x.y") for key in keys] == [{"a": 1}] * 8
    lost: list[DataKey] = []

    async def failing() -> None:
        async with house.database.session(service("tests"), SCHEMA) as db:
            lost.append(await data_keys.key_within(house, db, "user:two"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    kept = await data_keys.key_of(house, SCHEMA, "user:two")
    with pytest.raises(Unreadable):
        kept.open(lost[0].seal("x", "x.y"), "x.y")


async def test_the_houses_key_changes_and_everything_still_opens_until_the_data_key_is_erased(
    house: House,
) -> None:
    key = await data_keys.key_of(house, SCHEMA, "user:one")
    sealed = key.seal(["secret"], "x.y")
    both = houses.open_house(
        msgspec.structs.replace(house.settings, keys={1: b"k" * 32, 2: b"n" * 32}), products=("attuned",)
    )
    assert await data_keys.rotate(both, SCHEMA) == data_keys.Rotation(1, 0)
    assert await data_keys.rotate(both, SCHEMA) == data_keys.Rotation(0, 0)
    await both.close()
    after = houses.open_house(
        msgspec.structs.replace(house.settings, keys={2: b"n" * 32}), products=("attuned",)
    )
    assert (await data_keys.key_of(after, SCHEMA, "user:one")).open(sealed, "x.y") == ["secret"]
    wrapped = await run(after, "select wrapped_ciphertext, key_version from attuned.data_keys")
    assert [row["key_version"] for row in wrapped] == [2]
    await run(after, "delete from attuned.data_keys")
    data_keys.forget(after, SCHEMA, "user:one")
    async with after.database.session(service("tests"), SCHEMA) as db:
        assert await data_keys.existing_key(after, db, "user:one") is None
    new = await data_keys.key_of(after, SCHEMA, "user:one")
    with pytest.raises(Unreadable):
        new.open(sealed, "x.y")
    await after.close()
