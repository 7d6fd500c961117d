"""Incoming texts: signed webhooks through the real server, against pgbench running the same SQL on the same database.

Promised: at least 0.35 of pgbench's transactions a second, with one web process. `KITH_BENCH_SECONDS` makes it shorter.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import Place, place, table
from twilio.request_validator import RequestValidator

from kith.foundation.crypto import Keyring
from kith.foundation.embedded_postgres import packaged_binaries
from kith.foundation.settings import Settings

PEOPLE, CLIENTS = 1000, 16
SECONDS = int(os.environ.get("KITH_BENCH_SECONDS", "15"))
PORT = 8799
LIMIT = 0.35
ANSWER = "Sorry, I didn't get that. You can text me an idea, or HELP to see what I can do."

ENROL = """
insert into auth.users (id, phone) values (md5(%(kind)s || %(n)s::text)::uuid, %(phone)s);
insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, time_zone, sms_consent, age_consent, terms_consent,
                        privacy_consent)
values (md5(%(kind)s || %(n)s::text)::uuid, %(phone)s, %(hash)s, 'Ada', 'Byron', '1990-05-17', 'America/New_York', true, true, true, true);
update josh.users set state = 'verified' where id = md5(%(kind)s || %(n)s::text)::uuid;
update josh.users set state = 'interviewing' where id = md5(%(kind)s || %(n)s::text)::uuid;
update josh.users set state = 'active' where id = md5(%(kind)s || %(n)s::text)::uuid;
insert into josh.conversation_sessions (user_id) values (md5(%(kind)s || %(n)s::text)::uuid);
"""

# Four round trips, as the webhook makes them: open, take in, answer, commit.
SAME_SQL = r"""
\set n random(0, {last})
\set a random(1, 2000000000)
\set b random(1, 2000000000)
begin isolation level read committed;
select * from receive_text(md5(:a || '.' || :b)::uuid, 'SM' || md5(:a || '.' || :b), '+1303555' || lpad(:n::text, 4, '0'),
  '+12025550100', lpad(:n::text, 64, '0'), 0, '\x{body}'::bytea, '\x{iv}'::bytea, '\x{tag}'::bytea, 1,
  now() + interval '60 days', '{{"body": "<Response/>"}}'::jsonb);
select answer_text(md5(:a || '.' || :b)::uuid, md5('b' || :n)::uuid, 'SM' || md5(:a || '.' || :b), false, 'idle',
  'idle', '{{}}'::jsonb, null, '+1303555' || lpad(:n::text, 4, '0'), lpad(:n::text, 64, '0'), 1, array[gen_random_uuid()],
  array['\x{answer}'::bytea], array['\x{iv}'::bytea], array['\x{tag}'::bytea], array['reply'], array['conversation.not_understood']);
commit;
"""


def enrol(found: Place, ring: Keyring) -> None:
    """People who text, and as many for pgbench, whose hashes SQL can make."""
    with found.owner() as owner:
        owner.execute("set search_path to josh")
        with owner.transaction():
            for n in range(PEOPLE):
                phone = f"+1202555{n:04d}"
                for statement in ENROL.strip().split(";\n"):
                    text = statement.rstrip(";").encode()
                    owner.execute(text, {"kind": "a", "n": n, "phone": phone, "hash": ring.phone_hash(phone)})
                    owner.execute(
                        text, {"kind": "b", "n": n, "phone": f"+1303555{n:04d}", "hash": f"{n:064d}"}
                    )


def pgbench(found: Place) -> float:
    """Transactions a second."""
    script = found.folder / "webhook.sql"
    script.write_text(
        SAME_SQL.format(
            last=PEOPLE - 1, body="61" * 30, answer="61" * len(ANSWER), iv="62" * 12, tag="63" * 16
        )
    )
    done = subprocess.run(
        [
            str(packaged_binaries() / "pgbench"),
            *("-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(SECONDS), "-f", str(script)),
            found.app_url,
        ],
        env={**os.environ, "PGOPTIONS": "-c role=service_role -c search_path=josh,pg_temp"},
        capture_output=True,
        text=True,
        check=True,
    )
    match = re.search(r"tps = ([\d.]+)", done.stdout)
    if match is None:
        raise RuntimeError(done.stdout + done.stderr)
    return float(match[1])


def serve(settings: Settings) -> subprocess.Popen[bytes]:
    """One web process, as `kith web` starts it."""
    secrets = {
        "KITH_KEYS": "1:" + base64.b64encode(settings.keys[1]).decode(),
        "KITH_PEPPER": base64.b64encode(settings.pepper).decode(),
        "KITH_TOKEN_SECRET": base64.b64encode(settings.token_secret).decode(),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "kith.cli", "web", "--host", "127.0.0.1", "--port", str(PORT)],
        env={
            **os.environ,
            **secrets,
            "PYTHONPATH": str(ROOT / "src"),
            "KITH_ENVIRONMENT": "test",
            "DATABASE_URL": settings.database_url,
            "KITH_APP_DATABASE_URL": settings.app_database_url,
            "KITH_PUBLIC_URL": settings.public_url,
            "KITH_TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
            "KITH_TWILIO_NUMBER": settings.twilio_number,
        },
    )


def requests(settings: Settings, count: int) -> list[bytes]:
    """Signed webhooks, ready to be written to a connection."""
    signer = RequestValidator(settings.twilio_auth_token)
    made: list[bytes] = []
    for n in range(count):
        form = {
            "MessageSid": f"SM{uuid4().hex}",
            "From": f"+1202555{n % PEOPLE:04d}",
            "To": settings.twilio_number,
            "Body": "mumble mumble what is this",
            "NumMedia": "0",
        }
        body = urlencode(form).encode()
        signature: str = signer.compute_signature(f"{settings.public_url}/hooks/twilio", form)
        head = (
            f"POST /hooks/twilio HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\n"
            f"x-twilio-signature: {signature}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


async def post_all(waiting: list[bytes], until: float) -> int:
    """Texts answered with 200 before the time is up, over one connection each client."""
    answered = 0

    async def client() -> None:
        nonlocal answered
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        while waiting and time.monotonic() < until:
            writer.write(waiting.pop())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head.lower())
            await reader.readexactly(int(length[1]) if length else 0)
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            answered += 1
        writer.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return answered


async def webhooks(settings: Settings) -> float:
    """Texts a second through the web server."""
    server = serve(settings)
    try:
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", PORT)
                writer.close()
                break
            except OSError:
                await asyncio.sleep(0.1)
        await post_all(requests(settings, 500), time.monotonic() + 30)
        waiting = requests(settings, SECONDS * 3000)
        began = time.monotonic()
        answered = await post_all(waiting, began + SECONDS)
        return answered / (time.monotonic() - began)
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    with place() as found:
        settings = found.settings()
        enrol(found, Keyring(settings.keys, settings.pepper))
        ours = asyncio.run(webhooks(settings))
        bare = pgbench(found)
    rows = [
        ("texts a second, pgbench, same SQL", f"{bare:,.0f}", "", None),
        ("texts a second, signed webhooks", f"{ours:,.0f}", "", None),
        ("share", f"{ours / bare:.2f}", f"at least {LIMIT}", ours / bare >= LIMIT),
    ]
    return table(f"Incoming texts, {CLIENTS} connections, {PEOPLE} people", rows)


if __name__ == "__main__":
    sys.exit(main())
