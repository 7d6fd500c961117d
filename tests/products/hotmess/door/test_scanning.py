"""The door through its API: five answers and why, attacks on codes, roles, undoing, letting in all the same, two doors offline."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from harness.hotmess import make_beacon, make_member
from harness.hotmess_door import Door, person, waited
from harness.members import run
from kith.products.hotmess.door import setting_up
from kith.products.hotmess.door.commands import address_hash
from kith.products.hotmess.tokens.payload import PREFIX, Payload, pack, read, spelled, written


async def test_a_code_lets_one_person_in_once_and_tells_when_not_who(door: Door) -> None:
    member = await make_member(door.house, "sunny77")
    token, text = await door.code(guest_name="", username="sunny77")
    first = await door.scan(text)
    again = await door.scan(text)
    assert (first["result"], again["result"], again["reason"]) == ("valid", "duplicate", "inside")
    assert again["first_at"] is not None
    assert again["first_gate"] == "Main door"
    assert "sunny77" not in str(again)
    assert str(member.id) not in str(again)
    [xp] = await run(
        door.house,
        "select count(*) from hotmess.xp_events where user_id = $1 and event_type = 'beacon_scan'",
        member.id,
    )
    assert xp[0] == 1
    kept = await run(
        door.house,
        "select ip_hash, device_id, scanned_by from hotmess.beacon_scans where token_id = $1",
        token,
    )
    assert len(kept) == 2
    today = address_hash(door.house, "203.0.113.9")
    door.house.clock.move(timedelta(days=1))
    assert address_hash(door.house, "203.0.113.9") != today
    assert len(kept[0]["ip_hash"]) == 32
    assert (kept[0]["device_id"], kept[0]["scanned_by"]) == (door.device, door.steward.id)


async def test_forged_expired_revoked_early_and_foreign_codes_are_refused_with_the_reason(door: Door) -> None:
    now = door.house.clock.now()
    _, good = await door.code()
    dead, revoked = await door.code()
    _, early = await door.code(valid_from=now + timedelta(hours=3))
    _, short = await door.code(expires_at=now + timedelta(hours=1))
    _, staff = await door.code(scope="staff")
    answer = await door.client.post(
        f"/api/hotmess/tokens/{dead}/revoke",
        json={"reason": "lost"},
        headers=(await door.get(door.owner, "")) and door.headers[door.owner.id],
    )
    assert answer.status_code == 204
    code = read(good)
    assert code is not None
    assert code.payload is not None
    # Somebody keeps the bits and writes themselves another night, or signs with a key of their own.
    longer = Payload(
        code.payload.key_id,
        "check_in",
        door.beacon,
        code.token,
        now,
        now + timedelta(days=9),
    )
    forged = written(pack(longer), code.signature)
    made_up = written(pack(code.payload), bytes(64))
    other = await make_beacon(door.house, door.owner)
    elsewhere = Door(door.house, door.client, other, door.owner, door.owner, door.headers, uuid4(), uuid4())
    _, foreign = await elsewhere.code()
    found = {
        name: ((said := await door.scan(text))["result"], said["reason"])
        for name, text in {
            "forged": forged,
            "made up": made_up,
            "nonsense": "https://example.org/",
            "revoked": revoked,
            "early": early,
            "staff": staff,
            "foreign": foreign,
        }.items()
    }
    assert found == {
        "forged": ("invalid", "unknown"),
        "made up": ("invalid", "unknown"),
        "nonsense": ("invalid", "unknown"),
        "revoked": ("revoked", "revoked"),
        "early": ("not_yet_valid", "not_yet_valid"),
        "staff": ("invalid", "other_scope"),
        "foreign": ("invalid", "other_beacon"),
    }
    door.house.clock.move(timedelta(hours=2))
    door.headers.clear()
    assert (await door.scan(short))["result"] == "expired"
    assert (await door.scan(good))["result"] == "valid"
    # Typed by hand, without the signature, a code is looked up.
    _, more = await door.code()
    bits = read(more)
    assert bits is not None
    assert (await door.scan(spelled(bits.token)))["result"] == "valid"
    assert good.startswith(PREFIX)


async def test_the_same_nonce_is_one_scan_and_a_hundred_at_once_let_one_in(door: Door) -> None:
    token, text = await door.code()
    nonce = str(uuid4())
    first = await door.scan(text, nonce=nonce)
    again = await door.scan(text, nonce=nonce)
    assert (first["result"], again["result"], again["replayed"]) == ("valid", "valid", True)
    assert first["scan"] == again["scan"]
    _, fresh = await door.code()
    told = Counter([one["result"] for one in await asyncio.gather(*(door.scan(fresh) for _ in range(30)))])
    assert told == {"valid": 1, "duplicate": 29}
    pack_now = (await door.get(door.steward, "")).json()
    assert [(gate["name"], gate["entries"]) for gate in pack_now["gates"]] == [("Main door", 2)]
    # What is handed to phones names codes by a part of their hash and says how they stand.
    assert sorted(pack_now["known"].values()) == ["i", "i"]
    assert str(token) not in str(pack_now)


async def test_stewards_scan_and_supervisors_also_list_undo_and_let_in_with_a_reason(door: Door) -> None:
    stranger = await make_member(door.house)
    _, text = await door.code()
    token, _ = await door.code(guest_name="Robin")
    body = {"code": text, "nonce": str(uuid4()), "device": str(uuid4())}
    assert (await door.post(stranger, "/scans", body)).status_code == 404
    assert (await door.get(stranger, "")).status_code == 404
    assert (
        await door.post(stranger, "/scans/waiting", {"device": str(uuid4()), "scans": []})
    ).status_code == 404
    own = await door.post(door.owner, "/scans", body)
    scanned = own.json()["scan"]
    undo = f"/scans/{scanned}/undo"
    assert (await door.post(door.steward, undo, {"device": body["device"]})).status_code == 404
    other_phone = await door.post(door.owner, undo, {"device": str(uuid4())})
    assert (other_phone.status_code, other_phone.json()["detail"]) == (
        409,
        "Only the phone that scanned it can take it back.",
    )
    assert (await door.post(door.owner, undo, {"device": body["device"]})).status_code == 204
    assert (await door.scan(text))["result"] == "valid"
    refused = await door.scan(text)
    override = f"/scans/{refused['scan']}/override"
    assert (await door.post(door.steward, override, {"reason": "knows him"})).status_code == 404
    assert (await door.post(door.owner, override, {"reason": " "})).status_code == 422
    assert (await door.post(door.owner, override, {"reason": "went out to help"})).status_code == 200
    noted = await run(door.house, "select reason from hotmess.audit_log where action = 'door.overridden'")
    assert [row[0] for row in noted] == ["went out to help"]
    # The list: supervisors, or whoever holds a staff code of this door.
    assert (await door.post(door.steward, "/guests/search", {"q": "rob"})).status_code == 404
    _, staff = await door.code(scope="staff", guest_name="Key")
    assert [
        one["name"]
        for one in (await door.post(door.steward, "/guests/search", {"q": "rob", "staff_code": staff})).json()
    ] == ["Robin"]
    assert (
        await door.post(door.steward, "/guests/search", {"q": "rob", "staff_code": text})
    ).status_code == 404
    # Let in by name, somebody counts at the gate where they are let in.
    side = await setting_up.add_gate(door.house, person(door.owner), door.beacon, "Side")
    admitted = {"token": str(token), "device": str(uuid4()), "nonce": str(uuid4()), "gate": str(side)}
    assert (await door.post(door.steward, "/guests/admit", admitted)).status_code == 404
    assert (await door.post(door.owner, "/guests/admit", admitted)).json()["result"] == "valid"
    gates = (await door.get(door.owner, "")).json()["gates"]
    assert {gate["name"]: gate["entries"] for gate in gates}["Side"] == 1
    # Whoever is taken off the door scans no more.
    await setting_up.drop_staff(door.house, person(door.owner), door.beacon, door.steward.id)
    gone = await door.post(door.steward, "/scans", body | {"nonce": str(uuid4())})
    assert gone.status_code == 404


async def test_two_doors_offline_show_one_ticket_twice_with_both_gates_and_times_counted_once(
    door: Door,
) -> None:
    north = await setting_up.add_gate(door.house, person(door.owner), door.beacon, "North")
    token, text = await door.code()
    _, other = await door.code()
    door.house.clock.move(timedelta(minutes=10))
    now = door.house.clock.now()
    at = [now - timedelta(minutes=9), now - timedelta(minutes=4)]
    first = waited(text, at[0])
    second = waited(text, at[1], gate=str(north))
    turned_away = waited(other, at[1], said="expired")
    assert (await door.upload(door.device, first))["conflicts"] == []
    synced = await door.upload(door.second, second, turned_away)
    assert [one["result"] for one in synced["scans"]] == ["duplicate", "expired"]
    again = await door.upload(door.second, second, turned_away)
    assert [one["scan"] for one in again["scans"]] == [one["scan"] for one in synced["scans"]]
    [conflict] = again["conflicts"]
    assert conflict["ticket"] == str(token)[:8]
    assert (conflict["first_gate"], conflict["second_gate"]) == ("Main door", "North")
    assert [conflict["first_at"], conflict["second_at"]] == [
        one.isoformat().replace("+00:00", "Z") for one in at
    ]
    gates = (await door.get(door.steward, "")).json()["gates"]
    assert [(gate["name"], gate["entries"]) for gate in gates] == [("Main door", 1), ("North", 0)]
    # Whom a phone turned away by itself has not used their code.
    assert (await door.scan(other))["result"] == "valid"
    await setting_up.resolve(
        door.house, person(door.owner), door.beacon, conflict["id"], "A friend with a screenshot."
    )
    [looked_at] = (await door.get(door.owner, "/conflicts")).json()
    assert looked_at["resolution"] == "A friend with a screenshot."


async def test_another_account_cannot_scan_with_somebodys_phone(door: Door) -> None:
    _, text = await door.code()
    await door.scan(text)
    taken = await door.post(
        door.owner, "/scans", {"code": text, "nonce": str(uuid4()), "device": str(door.device)}
    )
    assert taken.status_code == 409
