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
from harness.members import make_admin, run
from kith.cli import keys as command
from kith.commons.identity.person import Person
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.hotmess.door import commands as door
from kith.products.hotmess.door import reads as door_reads
from kith.products.hotmess.door.reading import read_photo
from kith.products.hotmess.tokens import commands as tokens
from kith.products.hotmess.tokens import drawing, rotation
from kith.products.hotmess.tokens.payload import read
from kith.web.pages import moment


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


async def test_whoever_waits_in_line_comes_before_somebody_who_asks_now(house: House) -> None:
    owner, waiting, new = [await make_member(house, membership_version=1) for _ in range(3)]
    beacon = await make_beacon(house, owner, capacity=4)
    await run(
        house,
        "insert into hotmess.beacon_waiting_list (beacon_id, user_id) values ($1, $2)",
        beacon,
        waiting.id,
    )
    with pytest.raises(Conflict, match="in line"):
        await tokens.claim(house, _person(new), beacon)
    assert await tokens.claim(house, _person(waiting), beacon)


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


async def test_where_nothing_begins_the_lists_say_until_when_it_is_good(
    house: House, open_browser: Any
) -> None:
    owner, guest = [await make_member(house, membership_version=1) for _ in range(2)]
    until = house.clock.now() + timedelta(days=20)
    bar = await make_beacon(house, owner, kind="venue", starts_at=None, expires_at=until)
    mine = await open_browser(guest)
    await mine.get(f"/hotmess/beacons/{bar}")
    path = (await mine.post(f"/hotmess/beacons/{bar}/my-qr")).headers["location"]
    for page in ("/hotmess/my-qr", "/hotmess/tickets"):
        assert f"until {moment(until, 'Europe/London', 'short')}" in (await mine.get(page)).text
    boss = await open_browser(owner)
    for page in ("/hotmess/doors", "/hotmess/beacons"):
        assert f"until {moment(until, 'Europe/London', 'short')}" in (await boss.get(page)).text
    assert '<p class="lead"> ·' not in (await mine.get(path)).text


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


async def test_another_key_signs_from_now_on_and_codes_that_are_out_open_doors_until_their_end(
    house: House, open_browser: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, ops, early, late = [await make_member(house, membership_version=1) for _ in range(4)]
    await make_admin(house, ops.id, "ops")
    beacon = await make_beacon(house, owner)
    boss = _person(owner)
    mine = await tokens.claim(house, _person(early), beacon)
    before = await tokens.shown(house, _person(early), mine)
    desk = await open_browser(ops)
    page = (await desk.get("/console/hotmess/keys")).text
    [first] = [one.key_id for one in await rotation.keys(house)]
    assert first in page
    assert (await desk.post("/console/hotmess/keys", expected=first, reason="")).status_code == 422
    once, again = [
        await desk.post("/console/hotmess/keys", expected=first, reason="A laptop was lost") for _ in range(2)
    ]
    assert (once.status_code, again.status_code) == (303, 409)
    theirs = await tokens.claim(house, _person(late), beacon)
    after = await tokens.shown(house, _person(late), theirs)

    def key_of(text: str) -> str:
        code = read(text)
        assert code is not None
        assert code.payload is not None
        return code.payload.key_id

    assert key_of(before.text) == first != key_of(after.text)
    # Shown again it is the same code, and both open the door, with and without network.
    assert (await tokens.shown(house, _person(early), mine)).text == before.text
    known = [key.id for key in (await door_reads.pack(house, boss, beacon)).keys]
    assert {key_of(before.text), key_of(after.text)} == set(known)
    for code in (before, after):
        scanned = await door.scan(
            house, boss, beacon, door.Attempt(code.text, uuid4(), uuid4()), "203.0.113.1"
        )
        assert scanned.result == "valid"
    do: Any = getattr(command, "_do")  # noqa: B009 - what the command does, without its reading of the environment
    assert await do(house.settings, "Once a year") == 0
    said = capsys.readouterr().out
    assert "signs from now on" in said
    assert [one.checks_until is None for one in await rotation.keys(house)] == [True, False, False]
    # What signed nothing that is still good is forgotten by the doors.
    house.clock.move(timedelta(days=60))
    other = await make_beacon(house, owner)
    assert len((await door_reads.pack(house, boss, other)).keys) == 1
