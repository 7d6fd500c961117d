"""One's codes: got where it is free, shown to their holder alone, as files a camera reads, given back; and never kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import cv2
import numpy
import pytest

from harness.hotmess import Member, make_beacon, make_member
from harness.members import run
from kith.commons.identity.person import Person
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.hotmess.door.reading import read_photo
from kith.products.hotmess.tokens import commands as tokens
from kith.products.hotmess.tokens import drawing
from kith.products.hotmess.tokens.payload import read


def _person(member: Member) -> Person:
    return Person(member.id, uuid4(), member.username)


async def test_a_free_night_gives_out_as_many_codes_as_it_has_room_one_each(house: House) -> None:
    owner = await make_member(house, membership_version=1)
    people = [_person(await make_member(house, membership_version=1)) for _ in range(6)]
    beacon = await make_beacon(house, owner, capacity=4)
    priced = await make_beacon(house, owner, price_pence=1500)
    asked = [tokens.claim(house, person, beacon) for person in people for _twice in range(2)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    given = [answer for answer in answers if not isinstance(answer, BaseException)]
    assert len(set(given)) == 4
    assert {type(answer) for answer in answers if isinstance(answer, BaseException)} == {Conflict}
    with pytest.raises(Conflict, match="price"):
        await tokens.claim(house, people[0], priced)


async def test_a_code_is_shown_to_its_holder_alone_and_every_file_of_it_is_read_by_a_camera(
    house: House, open_browser: Any
) -> None:
    owner = await make_member(house, membership_version=1)
    guest, other = (
        await make_member(house, membership_version=1),
        await make_member(house, membership_version=1),
    )
    now = house.clock.now()
    beacon = await make_beacon(house, owner, starts_at=now + timedelta(hours=4))
    mine, stranger, boss = [await open_browser(member) for member in (guest, other, owner)]
    await mine.get(f"/hotmess/beacons/{beacon}")
    answer = await mine.post(f"/hotmess/beacons/{beacon}/my-qr")
    path = answer.headers["location"]
    page = await mine.get(path)
    assert page.status_code == 200
    assert "Not yet" in page.text
    for somebody in (stranger, boss):
        assert (await somebody.get(path)).status_code == 404
        assert (await somebody.get(path + "/png")).status_code == 404
    png = await mine.get(path + "/png")
    text = await read_photo(house, png.content)
    code = read(text)
    assert code is not None
    assert code.payload is not None
    assert (code.payload.beacon, code.payload.valid_from) == (
        beacon,
        (now + timedelta(hours=2)).replace(microsecond=0),
    )
    assert drawing.png(text) == png.content
    picture = cv2.imdecode(numpy.frombuffer(png.content, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert (await mine.get(path + "/pdf")).content.startswith(b"%PDF-")
    assert (await mine.get(path + "/svg")).content.startswith(b"<?xml")
    assert (await mine.get(path + "/exe")).status_code == 404
    # Only the hash is kept.
    [row] = await run(house, "select row_to_json(t)::text as text from hotmess.qr_tokens t")
    assert code.token.hex() not in row["text"]
    await mine.get(path)
    assert (await mine.post(path + "/give-back")).status_code == 303
    assert "Ended" in (await mine.get("/hotmess/my-qr")).text


async def test_the_desk_says_what_is_wrong_and_belongs_to_supervisors(
    house: House, open_browser: Any
) -> None:
    owner, member = (
        await make_member(house, membership_version=1),
        await make_member(house, membership_version=1),
    )
    beacon = await make_beacon(house, owner)
    desk = f"/hotmess/beacons/{beacon}/door/desk"
    boss, guest = await open_browser(owner), await open_browser(member)
    assert (await guest.get(desk)).status_code == 404
    assert (await boss.get(desk)).status_code == 200
    base = desk.removesuffix("/desk")
    nobody = await boss.post(base + "/guests", scope="check_in", max_uses="1")
    assert (nobody.status_code, "Write whom it is for." in nobody.text) == (422, True)
    many = await boss.post(base + "/guests", guest_name="Sam", scope="check_in", max_uses="9999")
    assert many.status_code == 422
    assert (await boss.post(base + "/guests", username="nobody_here")).status_code == 422
    assert (await boss.post(base + "/guests", guest_name="Sam", max_uses="2")).status_code == 303
    assert "Sam" in (await boss.get(desk)).text
    assert (await boss.post(base + "/gates", name="Main door")).status_code == 422
    assert (await boss.post(base + "/staff", username=member.username, role="steward")).status_code == 303
    assert (await guest.get(desk)).status_code == 404
    scanner = await guest.get(base)
    assert scanner.headers["permissions-policy"].startswith("camera=(self)")
    # Without script the scanner is a form.
    nonce = guest.field(scanner, "nonce")
    refused = await guest.post(base, nonce=nonce, code="not a code", direction="entry")
    assert (refused.status_code, "This is no code of ours." in refused.text) == (200, True)
    worker = await guest.get("/hotmess/door-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
