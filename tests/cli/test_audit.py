"""`kith audit` and the published heads: whoever kept them sees a rewrite, without any right."""

from __future__ import annotations

import base64
from pathlib import Path

import httpx
import psycopg
import pytest

from harness.members import run
from harness.postgres import FreshDatabase
from kith.cli import main
from kith.commons.audit import heads
from kith.foundation.house import House

_WRITE = "insert into kith.audit_log (actor, action, target_type) values ('house', %s, 'x')"


def test_a_rewritten_log_is_told_from_an_untouched_one(
    fresh_database: FreshDatabase,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = base64.b64encode(b"s" * 32).decode()
    for name, value in {
        "KITH_ENVIRONMENT": "test",
        "DATABASE_URL": fresh_database.url,
        "KITH_APP_DATABASE_URL": fresh_database.app_url,
        "KITH_KEYS": f"1:{secret}",
        "KITH_PEPPER": secret,
        "KITH_TOKEN_SECRET": secret,
    }.items():
        monkeypatch.setenv(name, value)
    file = str(tmp_path / "heads.json")
    with psycopg.connect(fresh_database.url, autocommit=True) as owner:
        for action in ("one", "two", "three"):
            owner.execute(_WRITE, (action,))
        assert main(["audit", "heads", file]) == 0
        owner.execute(_WRITE, ("four",))
        assert main(["audit", "verify", file]) == 0
        assert "The audit holds." in capsys.readouterr().out
        # The owner begins the log anew, properly chained.
        owner.execute("alter table kith.audit_log disable trigger user")
        owner.execute("delete from kith.audit_log")
        owner.execute("alter table kith.audit_log enable trigger user")
        for action in ("one", "other", "three"):
            owner.execute(_WRITE, (action,))
        assert main(["audit", "verify"]) == 0
        assert main(["audit", "verify", file]) == 1
        assert "is not the one whose head you kept" in capsys.readouterr().out
    (tmp_path / "wrong.json").write_text("{}")
    assert main(["audit", "verify", str(tmp_path / "wrong.json")]) == 1


async def test_anybody_may_fetch_and_keep_the_heads(house: House, client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/audit/heads")).json() == []
    await run(house, "insert into audit_log (actor, action, target_type) values ('house', 'one', 'x')")
    [head] = (await client.get("/api/audit/heads")).json()
    assert (head["entries"], head["last_sequence"], len(head["head"])) == (1, 1, 64)
    await heads.publish(house)
    assert [kept.head for kept in heads.read(house.settings.data_folder / heads.FILE)] == [head["head"]]
