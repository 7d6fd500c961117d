"""Looking places up at Google, in a house that has a key; without an answer the list of our own goes on working."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from harness import house as houses
from harness.members import run
from harness.momento import make_host
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.places import KEY


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(
        house.settings, google_places_key=KEY, google_places_base=standins.places_url
    )
    opened = houses.open_house(settings, products=("momento",))
    yield opened
    await opened.close()


async def test_a_place_that_google_knows_becomes_a_stop_with_its_id_and_zone(
    house: House, open_browser: Any, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    program = await open_program(host.person)
    ours = (await program.get("/api/momento/places", params={"q": "Blue Kettle"})).json()
    assert [place["google_place_id"] for place in ours] == [None]
    assert standins.places.asked == []
    theirs = (await program.get("/api/momento/places", params={"q": "teehaus"})).json()
    assert [place["google_place_id"] for place in theirs] == ["place-1", "place-2"]
    assert (await program.get("/api/momento/places", params={"q": "nowhere at all"})).json() == []

    browser = await open_browser(host.person)
    day = (house.clock.now() + timedelta(days=10)).date().isoformat()
    form = {
        "title": "Tea",
        "min_participants": "2",
        "max_participants": "4",
        "price": "0",
        "currency": "eur",
        "stops-1-title": "Tea by the lake",
        "stops-1-start": f"{day}T18:00",
        "stops-1-end": f"{day}T20:00",
        "stops-1-find": "Teehaus",
    }
    path = "/momento/hosting/new"
    assert "Or look one up" in (await browser.get(path)).text
    looked = await browser.post(path, **form, act="look-1")
    assert "Teehaus Mondlicht" in looked.text
    assert 'value="pick-1-1"' in looked.text
    picked = await browser.post(path, **form, act="pick-1-1")
    assert 'value="Teehaus Mondlicht"' in picked.text
    assert 'value="place-2"' in picked.text
    saved = await browser.post(
        path,
        **form
        | {
            "stops-1-find": "",
            "stops-1-place_name": "Teehaus Mondlicht",
            "stops-1-latitude": "52.5402",
            "stops-1-longitude": "13.4121",
            "stops-1-time_zone": "Europe/Berlin",
            "stops-1-google_place_id": "place-2",
            "stops-1-neighbourhood": "Pankow",
        },
    )
    assert saved.status_code == 303, saved.text
    [place] = await run(house, "select name, google_place_id, neighbourhood from momento.locations")
    assert tuple(place) == ("Teehaus Mondlicht", "place-2", "Pankow")


@pytest.mark.parametrize("kind", [FaultKind.FAIL, FaultKind.DROP, FaultKind.RATE_LIMIT])
async def test_while_google_is_away_nothing_typed_is_lost_and_our_own_places_are_there(
    house: House, open_browser: Any, open_program: Any, standins: StandIns, kind: FaultKind
) -> None:
    host = await make_host(house)
    standins.places.faults.add(Fault(kind=kind, times=2))
    program = await open_program(host.person)
    assert (await program.get("/api/momento/places", params={"q": "teehaus"})).json() == []
    browser = await open_browser(host.person)
    await browser.get("/momento/hosting/new")
    answer = await browser.post(
        "/momento/hosting/new",
        **{"title": "Tea", "stops-1-title": "By the lake", "stops-1-find": "Teehaus", "act": "look-1"},
    )
    assert answer.status_code == 422
    assert "We found no such place just now" in answer.text
    assert 'value="By the lake"' in answer.text
    assert "The Blue Kettle" in answer.text
