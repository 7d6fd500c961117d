"""Google's Places API (New), as far as Text Search goes: a few invented places of Berlin, found by their words.

Source: its reference, https://developers.google.com/maps/documentation/places/web-service/reference/rest/v1/places/searchText.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar import Request, Response, Router, post
from litestar.datastructures import State
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from kith.simulator.standins.faults import Fault, FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS, misbehaving

KEY: Final = "places-stand-in-key"
_KNOWN: Final = (
    ("Teehaus am Grünen See", "Am See 3", "Mitte", 52.5231, 13.4012),
    ("Teehaus Mondlicht", "Kastanienweg 8", "Pankow", 52.5402, 13.4121),
    ("Kegelhalle Drei Linden", "Lindenstieg 40", "Neukölln", 52.4790, 13.4420),
)


class SearchText(msgspec.Struct, rename="camel"):
    """What a search asks for."""

    text_query: str
    page_size: int = 20
    language_code: str = "en"


class PlacesStandIn:
    """The service: who asks needs KEY and a field mask, as at Google."""

    def __init__(self) -> None:
        self.faults = FaultPlan(API_FAULTS)
        self.asked: list[SearchText] = []

    def reset(self) -> None:
        self.faults.clear()
        self.asked.clear()


def places_router(places: PlacesStandIn) -> Router:
    """The service under /places; it misbehaves when told to."""

    @post("/v1/places:searchText", status_code=200)
    async def search(request: Request[None, None, State], data: JSONBody[SearchText]) -> Response[Any]:
        """Places whose name holds every word."""
        if request.headers.get("x-goog-api-key") != KEY:
            return _error(403, "PERMISSION_DENIED", "The request is missing a valid API key.")
        fields = request.headers.get("x-goog-fieldmask", "")
        if not fields:
            return _error(400, "INVALID_ARGUMENT", "FieldMask is a required parameter.")
        places.asked.append(data)
        words = data.text_query.casefold().split()
        wanted = {name.removeprefix("places.") for name in fields.split(",")}
        found = [
            {name: value for name, value in _place(number, *known).items() if name in wanted}
            for number, known in enumerate(_KNOWN, 1)
            if all(word in known[0].casefold() for word in words)
        ]
        # Without a result the answer has no list at all.
        return Response({"places": found[: data.page_size]} if found else {})

    return Router(path="/places", route_handlers=[search], middleware=[misbehaving(places.faults, _planned)])


def _place(
    number: int, name: str, street: str, district: str, latitude: float, longitude: float
) -> dict[str, Any]:
    return {
        "id": f"place-{number}",
        "displayName": {"text": name, "languageCode": "de"},
        "formattedAddress": f"{street}, Berlin, Germany",
        "location": {"latitude": latitude, "longitude": longitude},
        "addressComponents": [
            {"longText": district, "shortText": district, "types": ["sublocality_level_1", "political"]},
            {"longText": "Berlin", "shortText": "Berlin", "types": ["locality", "political"]},
        ],
        "timeZone": {"id": "Europe/Berlin"},
    }


def _error(code: int, status: str, message: str) -> Response[Any]:
    return Response({"error": {"code": code, "message": message, "status": status}}, status_code=code)


def _planned(status: int, _fault: Fault) -> ASGIResponse:
    body = {"error": {"code": status, "message": "As the fault plan asks for.", "status": "UNAVAILABLE"}}
    return ASGIResponse(body=msgspec.json.encode(body), status_code=status, media_type="application/json")
