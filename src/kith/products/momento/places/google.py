"""Places by Google: Text Search of the Places API (New), for a house that has a key.

https://developers.google.com/maps/documentation/places/web-service/text-search
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.language import speech
from kith.foundation.logs import logger
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.outward import tls_context
from kith.products.momento.places.catalogue import Place

if TYPE_CHECKING:
    from kith.foundation.house import House

MOST: Final = 5
_log = logger(__name__)
_FIELDS: Final = ",".join(
    f"places.{name}"
    for name in ("id", "displayName", "formattedAddress", "location", "addressComponents", "timeZone")
)
_PATIENCE: Final = httpx.Timeout(4, connect=2)


class _Text(msgspec.Struct):
    text: str


class _Point(msgspec.Struct):
    latitude: float
    longitude: float


class _Part(msgspec.Struct, rename="camel"):
    long_text: str = ""
    types: list[str] = []


class _Zone(msgspec.Struct):
    id: str = ""


class _Found(msgspec.Struct, rename="camel"):
    id: str
    display_name: _Text
    location: _Point
    formatted_address: str = ""
    address_components: list[_Part] = []
    time_zone: _Zone | None = None


class _Answer(msgspec.Struct):
    places: list[_Found] = []


def _make(house: House) -> httpx.AsyncClient:
    client = httpx.AsyncClient(timeout=_PATIENCE, verify=tls_context(), trust_env=False)
    house.on_close(client.aclose)
    return client


async def find(house: House, words: str) -> list[Place] | None:
    """At most five places for some words, in the reader's language; None where no key is configured or Google does not answer."""
    key = house.settings.google_places_key
    if not key or not words.strip():
        return None
    forbid_open_transaction()
    client = house.part("momento.places", _make)
    asked: dict[str, Any] = {"textQuery": words.strip(), "pageSize": MOST, "languageCode": speech().tag}
    try:
        answer = await client.post(
            f"{house.settings.google_places_base}/v1/places:searchText",
            json=asked,
            headers={"X-Goog-Api-Key": key, "X-Goog-FieldMask": _FIELDS},
        )
        answer.raise_for_status()
        found = msgspec.json.decode(answer.content, type=_Answer).places
    except (httpx.HTTPError, msgspec.DecodeError) as failure:
        PROVIDER_CALLS.labels("google", "places.search", "unavailable").inc()
        _log.warning("places are not answering", reason=type(failure).__name__)
        return None
    PROVIDER_CALLS.labels("google", "places.search", "done").inc()
    return [_place(one, one.time_zone.id) for one in found if one.time_zone is not None and one.time_zone.id]


def _place(found: _Found, time_zone: str) -> Place:
    def part(*kinds: str) -> str:
        for kind in kinds:
            for component in found.address_components:
                if kind in component.types:
                    return component.long_text
        return ""

    return Place(
        name=found.display_name.text[:120],
        address=found.formatted_address[:240],
        neighbourhood=part("neighborhood", "sublocality_level_1", "sublocality")[:80],
        city=part("locality", "postal_town", "administrative_area_level_1")[:80],
        time_zone=time_zone,
        latitude=found.location.latitude,
        longitude=found.location.longitude,
        google_place_id=found.id,
    )
