"""Times of a beacon are its city's; what cannot be is refused with its field."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from kith.foundation.errors import Invalid
from kith.products.hotmess.beacons.form import BeaconForm, moment_of, pence_of, wanted

_NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
_FORM = BeaconForm(
    kind="event",
    title="Under the arches",
    city="berlin",
    starts="2026-12-04T22:00",
    ends="2026-12-05T04:00",
)


def test_local_times_are_moments_also_when_clocks_change() -> None:
    made = wanted(_FORM, "Europe/Berlin", _NOW)
    assert (made.starts_at, made.expires_at) == (
        datetime(2026, 12, 4, 21, tzinfo=UTC),
        datetime(2026, 12, 5, 3, tzinfo=UTC),
    )
    assert moment_of("2027-03-28T02:30", "Europe/Berlin", "starts") == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )
    assert moment_of("2026-12-04T22:00+00:00", "Europe/Berlin", "starts") == datetime(
        2026, 12, 4, 22, tzinfo=UTC
    )
    open_end = wanted(msgspec.structs.replace(_FORM, ends=""), "Europe/Berlin", _NOW)
    assert open_end.expires_at == datetime(2026, 12, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "cult"}, "kind"),
        ({"title": " x "}, "title"),
        ({"starts": "tomorrow"}, "starts"),
        ({"starts": "", "ends": "2026-12-05T04:00"}, "starts"),
        ({"ends": "2026-12-04T22:00"}, "ends"),
        ({"starts": "", "ends": ""}, "expires"),
        ({"starts": "2026-11-04T22:00", "ends": ""}, "starts"),
        ({"expires": "2026-11-30T22:00"}, "expires"),
        ({"expires": "2026-12-05T03:00"}, "expires"),
        ({"expires": "2028-12-05T03:00"}, "expires"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"price": "12.345"}, "price"),
        ({"price": "a fiver"}, "price"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        wanted(msgspec.structs.replace(_FORM, **change), "Europe/Berlin", _NOW)
    assert refused.value.field == field


def test_prices_are_whole_units_with_two_digits() -> None:
    assert [pence_of(text) for text in ("0", "", "12", "12.5", "12,50", ".99")] == [
        0,
        0,
        1200,
        1250,
        1250,
        99,
    ]
