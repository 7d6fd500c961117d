"""What an entry of the audit changed is told completely, and nothing else is."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.commons.audit.differences import differences

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(alphabet="ab ", max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=4,
)
STATES = st.dictionaries(st.sampled_from("pqr"), VALUES, max_size=3)


def _same(one: Any, other: Any) -> bool:
    return msgspec.json.encode(one, order="sorted") == msgspec.json.encode(other, order="sorted")


@settings(max_examples=60)
@given(STATES, STATES)
def test_two_states_are_said_to_be_the_same_exactly_when_they_are(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    found = differences(before, after)
    assert all(one.kind == "same" for one in found) == _same(before, after)
    back = differences(after, before)
    kinds = sorted(one.kind for one in found)
    other_way = {"added": "removed", "removed": "added"}
    assert kinds == sorted(other_way.get(one.kind, one.kind) for one in back)
    for one in found:
        if one.pieces:
            assert "".join(p.text for p in one.pieces if p.kind != "added") == one.before
            assert "".join(p.text for p in one.pieces if p.kind != "removed") == one.after


def test_nested_changes_are_named_by_where_they_lie() -> None:
    before = {
        "name": "Ada",
        "tags": ["a", "b", "c"],
        "place": {"city": "Berlin", "zone": "CET"},
        "gone": {"x": 1},
    }
    after = {"name": "Ada", "tags": ["a", "c", "d"], "place": {"city": "Bonn", "zone": "CET"}, "on": True}
    found = [(one.path, one.kind, one.before, one.after) for one in differences(before, after)]
    assert found == [
        (("gone", "x"), "removed", "1", ""),
        (("name",), "same", "Ada", "Ada"),
        (("on",), "added", "", "yes"),
        (("place", "city"), "changed", "Berlin", "Bonn"),
        (("place", "zone"), "same", "CET", "CET"),
        (("tags", "1"), "same", "a", "a"),
        (("tags", "2"), "removed", "b", ""),
        (("tags", "2"), "same", "c", "c"),
        (("tags", "3"), "added", "", "d"),
    ]
    [text] = differences(
        {"text": "meet at the river at noon"}, {"text": "meet at the harbour at noon please"}
    )
    assert [(p.kind, p.text) for p in text.pieces if p.kind != "same"] == [
        ("removed", "river"),
        ("added", "harbour"),
        ("added", " please"),
    ]
