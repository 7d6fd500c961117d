"""JSON columns hold what they are meant to hold, and a profile is no more complete than its factors."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from harness.attacked import constraint
from harness.josh import BRIEF, Josh

pytestmark = pytest.mark.postgres15


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        [],
        "10115",
        {"zips": "10115"},
        {"zips": [10115]},
        {"polygon": [[13, 52], [14, 52]]},
        {"polygon": [[13, 52], [14, 52], [14]]},
        {"polygon": [[13, 52], [14, 52], [14, 95]]},
        {"polygon": [[13, 52], [14, 52], ["14", 53]]},
        {"polygon": [[13, 52], [14, 52], [14, 53]], "zips": 1},
    ],
)
def test_an_area_that_is_none_is_refused(josh: Josh, geometry: Any) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.region(geometry=Jsonb(geometry))
    assert constraint(refusal) == "regions_geometry_shape"


_FACTOR = {"range_value": 0.7, "confidence": 0.6, "observed_on": "2027-01-31", "sources": {"interview": 0.9}}


def _fingerprint(josh: Josh, count: int) -> dict[str, Any]:
    return dict.fromkeys(josh.one("select fingerprint_factors()")[:count], _FACTOR)


@pytest.mark.parametrize(
    "fingerprint",
    [
        [],
        None,
        {"charm": _FACTOR},
        {"social_pace": 0.5},
        {"social_pace": None},
        {"social_pace": {**_FACTOR, "range_value": 1.01}},
        {"social_pace": {**_FACTOR, "confidence": "high"}},
        {"social_pace": {**_FACTOR, "confidence": None}},
        {"social_pace": {**_FACTOR, "sources": {"interview": 2}}},
        {"social_pace": {**_FACTOR, "sources": None}},
        {"social_pace": {**_FACTOR, "observed_on": "2027-02-30"}},
        {"social_pace": {**_FACTOR, "observed_on": 20270201}},
        {"social_pace": {**_FACTOR, "freshness_days": -1}},
        {"social_pace": {**_FACTOR, "mood": 1}},
        {"social_pace": {k: v for k, v in _FACTOR.items() if k != "observed_on"}},
    ],
)
def test_a_fingerprint_of_another_shape_is_refused(josh: Josh, fingerprint: Any) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert("profiles", {"user_id": josh.person(), "fingerprint": Jsonb(fingerprint)})
    assert constraint(refusal) == "profiles_fingerprint_shape"


def test_the_documents_own_examples_are_accepted(josh: Josh) -> None:
    josh.insert(
        "profiles",
        {
            "user_id": josh.person(),
            "fingerprint": Jsonb(
                {
                    "connection_depth": {
                        "range_value": 0.72,
                        "confidence": 0.64,
                        "freshness_days": 3,
                        "sources": {"interview": 0.9},
                    }
                }
            ),
            "activity_patterns": Jsonb(
                [
                    {
                        "activity_key": "coffee",
                        "motive_weights": {"connection": 0.7, "comfort": 0.6},
                        "constraints": {"quiet": True, "indoor": True},
                        "preferred_windows": ["morning", "day"],
                        "confidence": 0.7,
                        "freshness_days": 5,
                    }
                ]
            ),
            "boundaries": Jsonb(
                {"no_thanks": ["bars", "late_night"], "hard_constraints": {"smoking": False}}
            ),
        },
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("activity_patterns", {}),
        ("activity_patterns", [1]),
        ("activity_patterns", [{"activity_key": "coffee"}]),
        ("activity_patterns", [{"activity_key": "coffee", "confidence": 0.5, "preferred_windows": "day"}]),
        ("boundaries", {"no_thanks": "bars"}),
        ("boundaries", {"age_range": {"min": 40, "max": 30}}),
        ("boundaries", []),
        ("preferences", "none"),
        ("active_intent", [1]),
    ],
)
def test_a_profiles_other_parts_have_their_shapes(josh: Josh, column: str, value: Any) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert("profiles", {"user_id": josh.person(), column: Jsonb(value)})
    assert constraint(refusal) == f"profiles_{column}_shape"


def test_a_profile_is_complete_with_eight_confident_factors_only(josh: Josh) -> None:
    profile = josh.insert("profiles", {"user_id": josh.person(), "fingerprint": Jsonb(_fingerprint(josh, 7))})
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.db.execute("update profiles set state = 'complete_mvp' where id = %s", (profile,))
    assert constraint(refusal) == "profiles_complete"
    josh.db.execute(
        "update profiles set fingerprint = %s, state = 'complete_mvp' where id = %s",
        (Jsonb(_fingerprint(josh, 8)), profile),
    )
    row = josh.db.execute(
        """select factor_values, factor_confidences, factor_observed_on, confident_factors
           from profiles where id = %s""",
        (profile,),
    ).fetchone()
    assert row == (
        [pytest.approx(0.7)] * 8 + [0.5] * 4,
        [pytest.approx(0.6)] * 8 + [0] * 4,
        [date(2027, 1, 31)] * 8 + [None] * 4,
        8,
    )


def test_evidence_is_never_edited(josh: Josh) -> None:
    josh.insert(
        "profile_events",
        {
            "user_id": josh.person(),
            "event_type": "answer",
            "source": "interview",
            "payload": Jsonb({}),
            "idempotency_key": "k",
        },
    )
    with pytest.raises(psycopg.Error) as refusal:
        josh.db.execute("update profile_events set source = 'invite'")
    assert refusal.value.sqlstate == "KT403"


@pytest.mark.parametrize(
    "brief",
    [
        {},
        {"activity_key": "coffee"},
        {"activity_key": "", "time_window": "SAT_MORNING"},
        BRIEF | {"group_size": {"min": 4, "max": 2}},
        BRIEF | {"group_size": {"min": 2}},
        BRIEF | {"motive_emphasis": {"connection": 3}},
        BRIEF | {"constraints": ["quiet"]},
        [BRIEF],
    ],
)
def test_a_brief_that_says_too_little_or_nonsense_is_refused(josh: Josh, brief: Any) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert(
            "linkups",
            {
                "initiator_user_id": josh.person(),
                "region_id": josh.region(),
                "brief": Jsonb(brief),
                "linkup_create_key": str(uuid4()),
            },
        )
    assert constraint(refusal) == "linkups_brief_shape"


@pytest.mark.parametrize(
    "reasons",
    [
        {"friend_score": 1.2},
        {"moment_fit": "good"},
        {"final_score": None},
        {"filters": {"passed": ["region"]}},
        {"filters": ["region"]},
        {"top_reasons": "shared"},
    ],
)
def test_an_explanation_of_another_shape_is_refused(josh: Josh, reasons: Any) -> None:
    invite = josh.invite(josh.linkup(josh.person()), josh.person())
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.db.execute(
            "update linkup_invites set explainability = %s where id = %s", (Jsonb(reasons), invite)
        )
    assert constraint(refusal) == "linkup_invites_explainability_shape"
