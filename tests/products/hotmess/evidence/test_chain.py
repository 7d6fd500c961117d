"""Proof posts are linked with scans in a chain; `kith evidence` finds an edit and a gap, and says so with its exit status."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from harness.hotmess import make_beacon, make_member
from harness.members import run
from kith.cli import evidence as command
from kith.commons.identity.person import Person
from kith.foundation.house import House
from kith.products.hotmess.door import commands as door
from kith.products.hotmess.evidence import commands as evidence
from kith.products.hotmess.threads import commands as threads
from kith.products.hotmess.tokens import commands as tokens


async def test_proof_posts_are_linked_with_scans_and_tampering_shows(
    house: House, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, member = await make_member(house), await make_member(house)
    boss, guest = Person(owner.id, uuid4(), ""), Person(member.id, uuid4(), "")
    beacon = await make_beacon(house, owner)
    token = await tokens.claim(house, guest, beacon)
    text = (await tokens.shown(house, guest, token)).text
    scanned = await door.scan(house, boss, beacon, door.Attempt(text, uuid4(), uuid4()), "203.0.113.1")
    assert scanned.result == "valid"
    first, _ = await threads.write(house, guest, beacon, "I was there, by the speakers.", "proof")
    await threads.write(house, guest, beacon, "A comment is no evidence.")
    second, _ = await threads.write(house, boss, beacon, "So was I, all night.", "proof")
    rows = await run(
        house,
        "select evidence_type, scan_id, post_id, visibility from hotmess.evidence_events order by sequence",
    )
    assert [tuple(row) for row in rows] == [
        ("qr_scan", scanned.scan, None, "admin_only"),
        ("proof_post", scanned.scan, first, "thread_visible"),
        ("proof_post", None, second, "thread_visible"),
    ]
    assert await evidence.broken(house) == []
    assert await _said(house) == 0
    assert "HOTMESS: the chain of evidence holds." in capsys.readouterr().out
    # Whoever kept the heads sees it when the whole chain is written anew.
    house.clock.move(timedelta(hours=2))
    published = await client.get("/api/hotmess/evidence/heads")
    kept = published.content
    assert sum(one["links"] for one in published.json()) == 3
    assert await evidence.broken(house, kept) == []
    with pytest.raises(ValueError, match="does not hold heads"):
        await evidence.broken(house, b"{}")
    with psycopg.connect(house.settings.database_url, autocommit=True) as db:
        db.execute("alter table hotmess.evidence_events disable trigger evidence_events_append_only")
        db.execute("update hotmess.evidence_events set post_id = %s where sequence = 2", (second,))
    assert len(await evidence.broken(house)) == 1
    with psycopg.connect(house.settings.database_url, autocommit=True) as db:
        for _ in range(3):
            db.execute(
                """update hotmess.evidence_events e set previous_hash = coalesce((select b.hash from hotmess.evidence_events b
                   where b.subject_id = e.subject_id and b.sequence = e.sequence - 1), e.previous_hash)"""
            )
            db.execute("update hotmess.evidence_events e set hash = hotmess.evidence_hash(e)")
    assert await evidence.broken(house) == []
    assert "is not the one whose head you kept" in (await evidence.broken(house, kept))[-1]
    with psycopg.connect(house.settings.database_url, autocommit=True) as db:
        db.execute("delete from hotmess.evidence_events where sequence = 2")
    [sentence] = await evidence.broken(house)
    assert f"beacon {beacon}: link 3" in sentence
    assert await _said(house) == 1
    assert "link 3 is not what it was" in capsys.readouterr().out


async def _said(house: House) -> int:
    look: Any = getattr(command, "_look")  # noqa: B009 - what the command does, without its reading of the environment
    return await look(house.settings)
