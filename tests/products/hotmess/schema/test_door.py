"""One ticket, one person, whatever the door does: races, repeats, no network."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.attacked import constraint
from harness.hotmess import HotmessRows, redeeming

pytestmark = pytest.mark.postgres15


def _totals(rows: HotmessRows, beacon: UUID) -> list[tuple[str, int, int]]:
    return rows.db.execute("select name, entries, exits from gate_totals(%s)", (beacon,)).fetchall()


def test_a_token_scanned_a_hundred_times_at_once_is_valid_once(rows: HotmessRows) -> None:
    beacon = rows.beacon()
    token, hashed = rows.token(beacon, rows.member())
    outcomes = rows.at_once([redeeming(hashed, beacon) for _ in range(100)])
    assert Counter(outcomes) == {"valid": 1, "duplicate": 99}
    assert rows.one("select current_uses from qr_tokens where id = %s", token) == 1
    assert rows.one("select count(*) from beacon_scans where token_id = %s", token) == 100
    assert _totals(rows, beacon) == [("Main door", 1, 0)]


def test_the_same_nonce_at_once_is_one_scan_and_the_same_answer(rows: HotmessRows) -> None:
    beacon = rows.beacon()
    token, hashed = rows.token(beacon, max_uses=5)
    nonce = uuid4()
    outcomes = rows.at_once([redeeming(hashed, beacon, p_nonce=nonce) for _ in range(20)])
    assert set(outcomes) == {"valid"}
    assert rows.one("select count(*) from beacon_scans where token_id = %s", token) == 1
    assert rows.redeem(hashed, beacon, p_nonce=nonce)["replayed"]
    assert rows.one("select current_uses from qr_tokens where id = %s", token) == 1


def test_every_verdict_has_its_reason_and_every_attempt_a_row(rows: HotmessRows) -> None:
    beacon, other = rows.beacon(), rows.beacon()
    _, early = rows.token(beacon, valid="2 hours")
    _, staff = rows.token(beacon, scope="staff")
    revoked, dead = rows.token(beacon)
    _, elsewhere = rows.token(other)
    _, good = rows.token(beacon)
    _, late = rows.token(beacon, hours=1)
    assert rows.one("select revoke_token(%s, 'lost')", revoked)
    assert not rows.one("select revoke_token(%s, 'lost')", revoked)
    found = {
        name: (row["result"], row["status"], row["reason"])
        for name, row in {
            "early": rows.redeem(early, beacon),
            "staff": rows.redeem(staff, beacon),
            "revoked": rows.redeem(dead, beacon),
            "elsewhere": rows.redeem(elsewhere, beacon),
            "unknown": rows.redeem(bytes(32), beacon),
            "good": rows.redeem(good, beacon),
            "again": rows.redeem(good, beacon),
        }.items()
    }
    assert found == {
        "early": ("not_yet_valid", "invalid", "not_yet_valid"),
        "staff": ("invalid", "invalid", "other_scope"),
        "revoked": ("revoked", "revoked", "revoked"),
        "elsewhere": ("invalid", "invalid", "other_beacon"),
        "unknown": ("invalid", "invalid", "unknown"),
        "good": ("valid", "valid", None),
        "again": ("duplicate", "duplicate", "inside"),
    }
    assert rows.redeem(good, beacon)["first_at"] is not None
    assert rows.one("select count(*) from beacon_scans where beacon_id = %s", beacon) == 8
    rows.moved("90 minutes")
    assert rows.redeem(late, beacon)["result"] == "expired"
    rows.moved("25 hours")
    assert rows.redeem(good, beacon)["reason"] == "closed"


def test_out_and_in_again_where_the_beacon_allows_it(rows: HotmessRows) -> None:
    strict, easy = rows.beacon(), rows.beacon(reentry=True)
    for beacon, last in ((strict, ("duplicate", "no_reentry")), (easy, ("valid", None))):
        _, hashed = rows.token(beacon)
        assert rows.redeem(hashed, beacon, p_direction="exit")["reason"] == "not_inside"
        assert rows.redeem(hashed, beacon)["result"] == "valid"
        assert rows.redeem(hashed, beacon)["reason"] == "inside"
        assert rows.redeem(hashed, beacon, p_direction="exit")["result"] == "valid"
        again = rows.redeem(hashed, beacon)
        assert (again["result"], again["reason"]) == last
    assert _totals(rows, strict) == [("Main door", 1, 1)]
    assert _totals(rows, easy) == [("Main door", 2, 1)]


def test_a_scan_is_undone_within_a_quarter_of_an_hour_by_its_own_device(rows: HotmessRows) -> None:
    beacon, steward = rows.beacon(), rows.member()
    devices = [uuid4(), uuid4()]
    for device in devices:
        rows.db.execute(
            "insert into door_devices (id, beacon_id, user_id) values (%s, %s, %s)", (device, beacon, steward)
        )
    token, hashed = rows.token(beacon)
    scan = rows.redeem(hashed, beacon, p_device=devices[0], p_scanned_by=steward)["scan_id"]
    undo = "select undo_scan(%s, %s, %s)"
    assert rows.one(undo, scan, devices[1], steward) == "not_yours"
    assert rows.one(undo, scan, devices[0], steward) == "undone"
    assert rows.one(undo, scan, devices[0], steward) == "undone"
    assert _totals(rows, beacon) == [("Main door", 0, 0)]
    second = rows.redeem(hashed, beacon, p_device=devices[0])
    assert second["result"] == "valid"
    rows.moved("16 minutes")
    assert rows.one(undo, second["scan_id"], devices[0], steward) == "too_late"
    assert rows.one("select current_uses from qr_tokens where id = %s", token) == 1
    for attack in (
        "update beacon_scans set status = 'valid', reason = null, direction = 'exit' where id = %s",
        "delete from beacon_scans where id = %s",
    ):
        with pytest.raises(psycopg.errors.Error) as refused:
            rows.db.execute(attack, (scan,))
        assert refused.value.sqlstate == "KT403"


def test_two_doors_without_network_let_one_ticket_in_twice_and_staff_see_both(rows: HotmessRows) -> None:
    beacon = rows.beacon()
    north: UUID = rows.insert("gates", {"beacon_id": beacon, "name": "North"})
    token, hashed = rows.token(beacon)
    at = rows.one("select kith.now()")
    rows.moved("10 minutes")
    offline = {"p_offline": True, "p_admitted": True, "p_at": at}
    nonces = uuid4(), uuid4()
    first = rows.redeem(hashed, beacon, p_nonce=nonces[0], **offline)
    second = rows.redeem(hashed, beacon, p_nonce=nonces[1], p_gate=north, **offline)
    assert (first["result"], second["result"]) == ("valid", "duplicate")
    assert rows.redeem(hashed, beacon, p_nonce=nonces[1], p_gate=north, **offline)["replayed"]
    report = rows.db.execute(
        """select c.kind, a.gate_id <> b.gate_id, a.scanned_at, b.scanned_at from scan_conflicts c
           join beacon_scans a on a.id = c.first_scan_id join beacon_scans b on b.id = c.second_scan_id where c.token_id = %s""",
        (token,),
    ).fetchall()
    assert report == [("duplicate", True, at, at)]
    assert _totals(rows, beacon) == [("Main door", 1, 0), ("North", 0, 0)]


def test_a_supervisor_lets_somebody_in_once_with_a_reason(rows: HotmessRows) -> None:
    owner, steward = rows.member(), rows.member()
    beacon = rows.beacon(owner)
    rows.insert("beacon_staff", {"beacon_id": beacon, "user_id": steward, "role": "steward"})
    _, hashed = rows.token(beacon)
    rows.redeem(hashed, beacon)
    refused = rows.redeem(hashed, beacon)["scan_id"]
    override = "select override_scan(%s, %s, %s)"
    assert rows.one(override, refused, steward, "knows him") is None
    let_in = rows.one(override, refused, owner, "went out to help somebody")
    assert rows.one(override, refused, owner, "again") == let_in
    assert _totals(rows, beacon) == [("Main door", 2, 0)]


def test_evidence_is_a_chain_in_which_an_edit_or_a_gap_shows(rows: HotmessRows) -> None:
    listing, admin = uuid4(), uuid4()

    def add(db: psycopg.Connection[tuple[UUID]]) -> None:
        db.execute(
            "insert into evidence_events (subject_type, subject_id, evidence_type, verified_by) values ('listing', %s, 'admin_verification', %s)",
            (listing, admin),
        )

    assert rows.at_once([add] * 8) == [None] * 8
    assert rows.one(
        "select array_agg(sequence order by sequence) from evidence_events where subject_id = %s", listing
    ) == list(range(1, 9))
    assert rows.db.execute("select * from evidence_breaks()").fetchall() == []
    with pytest.raises(psycopg.errors.Error, match="append-only"):
        rows.db.execute("update evidence_events set details = '{\"x\": 1}'")
    with rows.db.transaction(force_rollback=True):
        rows.db.execute("alter table evidence_events disable trigger evidence_events_append_only")
        rows.db.execute(
            "update evidence_events set details = '{\"x\": 1}' where subject_id = %s and sequence = 3",
            (listing,),
        )
        rows.db.execute("delete from evidence_events where subject_id = %s and sequence = 6", (listing,))
        broken = rows.db.execute("select sequence from evidence_breaks() order by 1").fetchall()
        assert broken == [(3,), (7,), (8,)]


def test_a_token_is_its_hash_and_stays_what_it_is(rows: HotmessRows) -> None:
    beacon = rows.beacon()
    token, _ = rows.token(beacon)
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute("update qr_tokens set max_uses = 9 where id = %s", (token,))
    assert constraint(refused) == "qr_tokens_fixed"
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.insert(
            "qr_tokens",
            {
                "beacon_id": beacon,
                "scope": "check_in",
                "token_hash": b"plain token",
                "key_id": "k",
                "expires_at": "2100-01-01",
            },
        )
