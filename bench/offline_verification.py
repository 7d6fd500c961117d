"""A door without network, in Python: reading a code, checking its signature and window, and looking it up among those used.

Promised: at least 2,000 scans a second on one core. `KITH_BENCH_SCANS` makes it shorter.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import table
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kith.products.hotmess.tokens.payload import Payload, hash_of, pack, read, written
from kith.products.hotmess.tokens.signing import holds, key_id

SCANS, LEAST = int(os.environ.get("KITH_BENCH_SCANS", "10000")), 2000


def main() -> int:
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    beacon, now = uuid4(), datetime.now(UTC)
    texts: list[str] = []
    for _number in range(SCANS):
        signed = pack(
            Payload(
                key_id(public.public_bytes_raw()),
                "check_in",
                beacon,
                os.urandom(16),
                now - timedelta(hours=1),
                now + timedelta(hours=6),
            )
        )
        texts.append(written(signed, private.sign(signed)))
    # Every tenth comes twice.
    texts += texts[::10]
    used: set[bytes] = set()
    valid = 0
    begun = time.perf_counter()
    for text in texts:
        code = read(text)
        if code is None or code.payload is None or not holds(public, code):
            continue
        if code.payload.beacon != beacon or not code.payload.valid_from <= now < code.payload.expires_at:
            continue
        name = hash_of(code.token)
        if name not in used:
            used.add(name)
            valid += 1
    speed = len(texts) / (time.perf_counter() - begun)
    return table(
        "A door without network, one core",
        [
            ("let in", str(valid), f"exactly {SCANS}", valid == SCANS),
            ("scans a second", f"{speed:.0f}", f">= {LEAST}", speed >= LEAST),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
