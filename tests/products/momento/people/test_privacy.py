"""Taking along what Momento knows, and being forgotten."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from harness import pictures
from harness.exports import exported
from harness.house import worker_pass
from harness.members import run
from harness.momento import make_event, make_guest, make_host, seat
from kith.commons.identity.person import Person
from kith.commons.privacy import commands as privacy
from kith.foundation.house import House
from kith.products.momento.memory.commands import note
from kith.products.momento.profiles import departure
from kith.simulator.standins import StandIns


async def test_an_export_names_what_momento_knows_and_holds_the_pictures_but_no_score(
    house: House, open_program: Any
) -> None:
    host, ada, ben = await make_host(house), await make_guest(house), await make_guest(house, "Ben")
    event = await make_event(house, host)
    await seat(house, event, [ada, ben])
    program = await open_program(ada)
    await program.post("/api/momento/profile/photos", files={"photo": ("me.jpg", pictures.photo())})
    await program.put("/api/momento/profile/interests", json={"interests": [1]})
    await worker_pass(house, schedules=False)
    house.clock.move_to(event.starts_at + timedelta(hours=4))
    for guest in (ada, ben):
        await run(
            house,
            "insert into momento.attendance (event_id, profile_id, status) values ($1, $2, 'attended')",
            event.id,
            guest.profile_id,
        )
    await run(house, "select momento.complete_event($1)", event.id)
    [memory] = await run(
        house, "select id from momento.connections where user_profile_id = $1", ada.profile_id
    )
    await note(house, Person(ada.id, uuid4()), memory["id"], "Laughs like a kettle.")
    with zipfile.ZipFile(io.BytesIO(await exported(house, ada.id))) as archive:
        names = archive.namelist()
        data = msgspec.json.decode(archive.read("data.json"))
    assert sum(name.startswith("files/momento/photo/") for name in names) == 3
    assert sum(name.startswith("files/momento/face_card/") for name in names) == 3
    assert data["momento"]["profile"]["first_name"] == "Ada"
    assert data["momento"]["invitations"][0]["status"] == "confirmed"
    assert len(data["momento"]["interests"]) == 1
    assert data["momento"]["memories"][0]["private_notes"] == "Laughs like a kettle."
    assert "absentee_rating" not in str(data)
    assert "internal_attractiveness" not in str(data)


@pytest.mark.parametrize("how", ["erased", "consent"])
async def test_guests_of_somebody_who_leaves_are_told_and_seats_are_given_back(
    house: House, standins: StandIns, how: str
) -> None:
    host, other, ben = await make_host(house), await make_host(house, "Otto"), await make_guest(house, "Ben")
    hosted, visited = await make_event(house, host), await make_event(house, other)
    await seat(house, hosted, [ben])
    await seat(house, visited, [host.person])
    if how == "erased":
        await privacy.erase_person(house, host.person.id)
    else:
        await departure.hear_consent(house, host.person.id, "terms", granted=True)
        assert await run(house, "select 1 from momento.events where status = 'cancelled'") == []
        await departure.hear_consent(house, host.person.id, "terms", granted=False)
    await worker_pass(house, schedules=False)
    assert [mail.subject for mail in standins.mail.messages(ben.email)] == ["Called off: Soup and stories"]
    rows = await run(house, "select id, status, seats_taken from momento.events")
    assert {row["id"]: (row["status"], row["seats_taken"]) for row in rows} == {
        hosted.id: ("cancelled", 0),
        visited.id: ("planned", 0),
    }


async def test_an_erasure_leaves_neither_words_nor_pictures(house: House, open_program: Any) -> None:
    ada = await make_guest(house, "Zerlinda")
    await run(
        house,
        """insert into momento.locations (name, address, latitude, longitude, city, created_by)
           values ('At Zerlinda''s', '1 Zerlinda Street', 52.5341, 13.4123, 'Berlin', $1)""",
        ada.id,
    )
    program = await open_program(ada)
    await program.post("/api/momento/profile/photos", files={"photo": ("me.jpg", pictures.photo())})
    await worker_pass(house, schedules=False)
    await privacy.erase_person(house, ada.id)
    await worker_pass(house)
    [place] = await run(
        house, "select name, address, latitude, city from momento.locations where created_by = $1", ada.id
    )
    assert tuple(place) == ("A place", None, pytest.approx(52.5), "Berlin")
    assert await run(house, "select 1 from momento.profile_photos") == []
    assert await run(house, "select 1 from momento.stored_files") == []
    [row] = await run(house, "select first_name, user_id from momento.social_profiles")
    assert row["first_name"] == "Someone"
