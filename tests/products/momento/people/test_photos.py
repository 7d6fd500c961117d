"""Photos: clean, one's own, seen by those one shares an evening with; Face Cards that follow them."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from PIL import Image

from harness import pictures
from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.momento import make_event, make_guest, make_host, seat
from kith.commons.media.faces import Box
from kith.commons.media.pictures import sizes_of
from kith.foundation.house import House
from kith.products.momento.photos.face_card import PALETTES, crop_of, drawable, make


async def send(program: httpx.AsyncClient, data: bytes | None = None, **fields: str) -> httpx.Response:
    content = pictures.photo() if data is None else data
    return await program.post(
        "/api/momento/profile/photos", files={"photo": ("me.jpg", content)}, data=fields
    )


async def _added(program: httpx.AsyncClient, **fields: str) -> str:
    answer = await send(program, None, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_a_photo_is_cleaned_kept_in_three_sizes_and_becomes_the_main_one(
    house: House, open_program: Any
) -> None:
    program = await open_program(await make_guest(house))
    photo = await _added(program)
    [listed] = (await program.get("/api/momento/profile/photos")).json()["photos"]
    assert (listed["is_main"], listed["in_app"], listed["authentic"]) == (True, False, False)
    for size, longest in (("small", 320), ("medium", 640), ("large", 640)):
        picture = await program.get(listed[size])
        assert picture.status_code == 200
        assert pictures.PLANTED not in picture.content
        assert max(Image.open(io.BytesIO(picture.content)).size) == longest
    assert (await program.get(f"/momento/photos/{photo}/huge")).status_code == 404
    for bad in (b"<svg/>", pictures.png_header(50_000, 1_001), b""):
        refused = await send(program, bad)
        assert (refused.status_code, refused.json()["field"]) == (422, "photo")
    large = await send(program, bytes(15_000_001))
    assert "larger than 15 MB" in large.json()["detail"]
    rows = await run(house, "select state from momento.stored_files")
    assert [row["state"] for row in rows] == ["kept"] * 3


async def test_a_picture_is_for_people_who_share_an_evening_and_looks_missing_to_others(
    house: House, open_program: Any, client: httpx.AsyncClient
) -> None:
    host, ada, ben, cy = (
        await make_host(house),
        await make_guest(house),
        await make_guest(house, "Ben"),
        await make_guest(house, "Cy"),
    )
    event = await make_event(house, host)
    await seat(house, event, [ada, ben])
    photo = await _added(await open_program(ada))
    path = f"/momento/photos/{photo}/small"
    guest, stranger = await open_program(ben), await open_program(cy)
    assert (await guest.get(path)).status_code == 200
    assert (await (await open_program(host.person)).get(path)).status_code == 200
    hidden, missing = await stranger.get(path), await stranger.get(f"/momento/photos/{uuid4()}/small")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.json()["detail"] == missing.json()["detail"]
    assert (await client.get(path)).status_code == 401
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ada.id, ben.id)
    assert (await guest.get(path)).status_code == 404


async def test_another_persons_photo_is_not_mine_to_choose_or_remove(house: House, open_program: Any) -> None:
    ada, ben = await make_guest(house), await make_guest(house, "Ben")
    hers = await _added(await open_program(ada))
    his = await open_program(ben)
    assert (await his.post(f"/api/momento/profile/photos/{hers}/main")).status_code == 404
    assert (await his.delete(f"/api/momento/profile/photos/{hers}")).status_code == 404


async def test_a_picture_taken_in_the_app_is_authentic_for_a_year(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada = await make_guest(house)
    program = await open_program(ada)
    browser = await open_browser(ada)
    await browser.get("/momento/profile/photos")
    camera = await browser.post("/momento/profile/photos/camera")
    assert "camera=(self)" in camera.headers["permissions-policy"]
    await _added(program, capture=browser.field(camera, "capture"))
    [listed] = (await program.get("/api/momento/profile/photos")).json()["photos"]
    assert (listed["in_app"], listed["authentic"]) == (True, True)
    house.clock.move(timedelta(days=366))
    program = await open_program(ada)
    [later] = (await program.get("/api/momento/profile/photos")).json()["photos"]
    assert (later["in_app"], later["authentic"]) == (True, False)


async def test_a_capture_token_is_for_one_person_one_picture_and_two_minutes(
    house: House, open_program: Any
) -> None:
    ada, ben = await make_guest(house), await make_guest(house, "Ben")
    hers, his = await open_program(ada), await open_program(ben)

    async def token() -> str:
        return (await hers.post("/api/momento/capture-tokens")).json()["token"]

    used = await token()
    stolen = await send(his, capture=used)
    assert (stolen.status_code, stolen.json()["field"]) == (422, "capture")
    await _added(hers, capture=used)
    assert (await send(hers, capture=used)).json()["field"] == "capture"
    assert (await send(hers, capture="guessed")).json()["field"] == "capture"
    late = await token()
    house.clock.move(timedelta(minutes=2, seconds=1))
    assert (await send(hers, capture=late)).json()["field"] == "capture"
    assert len((await hers.get("/api/momento/profile/photos")).json()["photos"]) == 1


async def test_a_face_card_follows_photo_name_and_colours_and_is_drawn_once(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada = await make_guest(house)
    program = await open_program(ada)

    async def card() -> tuple[str, bytes]:
        await worker_pass(house, schedules=False)
        url = (await program.get("/api/momento/profile/photos")).json()["face_card"]
        return url, (await program.get(url)).content

    first = await _added(program)
    url, drawn = await card()
    assert Image.open(io.BytesIO(drawn)).size == (640, 800)
    await program.post(f"/api/momento/profile/photos/{first}/main")
    assert (await card())[0] == url
    change = {"first_name": "Ada", "city": "Berlin", "palette": "moss"}
    await program.put("/api/momento/profile", json=change)
    green = await card()
    assert green[1] != drawn
    assert (await program.get(url)).status_code == 404
    await program.put("/api/momento/profile", json=change | {"preferred_name": "Addy"})
    assert (await card())[1] != green[1]
    browser = await open_browser(ada)
    assert "portrait" in (await browser.get("/momento/profile")).text
    await program.delete(f"/api/momento/profile/photos/{first}")
    await worker_pass(house)
    assert (await program.get("/api/momento/profile/photos")).json() == {"photos": [], "face_card": None}
    assert await run(house, "select 1 from momento.profile_photos") == []
    assert await run(house, "select 1 from momento.stored_files") == []


async def test_a_face_card_in_a_memory_stays_when_its_photo_goes_and_the_photo_does_not(
    house: House, open_program: Any
) -> None:
    host, ada, ben = await make_host(house), await make_guest(house), await make_guest(house, "Ben")
    event = await make_event(house, host)
    await seat(house, event, [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    photo, other = await _added(hers), await _added(hers)
    await worker_pass(house, schedules=False)
    card = (await hers.get("/api/momento/profile/photos")).json()["face_card"]
    house.clock.move_to(event.starts_at + timedelta(hours=4))
    for guest in (ada, ben):
        await run(
            house,
            "insert into momento.attendance (event_id, profile_id, status) values ($1, $2, 'attended')",
            event.id,
            guest.profile_id,
        )
    await run(house, "select momento.complete_event($1)", event.id)
    hers, his = await open_program(ada), await open_program(ben)
    drawn = (await his.get(card)).content
    assert (await hers.delete(f"/api/momento/profile/photos/{photo}")).status_code == 204
    await worker_pass(house)
    listed = (await hers.get("/api/momento/profile/photos")).json()
    assert [(shown["id"], shown["is_main"]) for shown in listed["photos"]] == [(other, True)]
    assert listed["face_card"] != card
    assert (await his.get(card)).content == drawn
    assert (await his.get(f"/momento/photos/{photo}/large")).status_code == 404
    await run_schedule(house, "momento.files.sweep")
    files = await run(house, "select purpose, count(*) as n from momento.stored_files group by 1 order by 1")
    assert [(row["purpose"], row["n"]) for row in files] == [("face_card", 6), ("photo", 3)]


async def test_twelve_photos_are_enough(house: House, open_program: Any, open_browser: Any) -> None:
    ada = await make_guest(house)
    program = await open_program(ada)
    first = await _added(program)
    await run(
        house,
        """insert into momento.profile_photos (profile_id, image_url, small_file_id, medium_file_id, large_file_id, width, height)
           select profile_id, image_url, small_file_id, medium_file_id, large_file_id, width, height
           from momento.profile_photos, generate_series(1, 11) where id = $1""",
        UUID(first),
    )
    assert (await send(program)).status_code == 409
    assert "Take one away" in (await (await open_browser(ada)).get("/momento/profile/photos")).text


def test_the_same_photo_makes_the_same_face_card_to_the_byte() -> None:
    photo = sizes_of(pictures.photo(image=pictures.scene((1200, 900))))[2].data
    once, again = make(photo, "Zoë", "sea"), make(photo, "Zoë", "sea")
    assert [size.data for size in once] == [size.data for size in again]
    assert [(size.width, size.height) for size in once] == [(320, 400), (640, 800), (960, 1200)]
    assert len({make(photo, "Zoë", palette)[0].data for palette in PALETTES}) == len(PALETTES)
    assert make(photo, "Ada", "sea")[0].data != once[0].data
    assert pictures.PLANTED not in once[2].data


@pytest.mark.parametrize(
    ("size", "face"),
    [
        ((1000, 800), None),
        ((400, 1920), None),
        ((1000, 800), Box(0, 0, 100, 100)),
        ((1000, 800), Box(900, 700, 100, 100)),
        ((64, 64), Box(10, 10, 50, 50)),
    ],
)
def test_the_crop_lies_within_the_picture_and_keeps_its_shape(
    size: tuple[int, int], face: Box | None
) -> None:
    left, top, right, bottom = crop_of(*size, face)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert abs((right - left) / (bottom - top) - 0.8) < 0.05
    if face is not None:
        assert left <= face.left + face.width / 2 <= right
        assert top <= face.top + face.height / 2 <= bottom


@pytest.mark.parametrize(
    ("name", "drawn"), [("Zoë", "Zoe"), ("Øyvind", "Oyvind"), ("Groß", "Gross"), ("Ольга", ""), ("日", "")]
)
def test_a_name_is_drawn_in_the_letters_our_type_has(name: str, drawn: str) -> None:
    assert drawable(name) == drawn
