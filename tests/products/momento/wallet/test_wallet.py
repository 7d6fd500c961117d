"""A confirmed seat in a wallet: signed so that a telephone takes it, and only for whom it is."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from PIL import Image

from harness import house as houses
from harness.momento import invite, make_event, make_guest, make_host, seat
from kith.foundation.house import House

_PRIVATE = (
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)


def _certificate(name: str, key: rsa.RSAPrivateKey) -> bytes:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def _verifies(folder: Path) -> bool:
    verify = ["openssl", "smime", "-verify", "-inform", "DER", "-noverify", "-binary"]
    of = ["-in", str(folder / "signature"), "-content", str(folder / "manifest.json")]
    return subprocess.run([*verify, *of], capture_output=True, check=False).returncode == 0


@pytest.fixture
async def house(house: House, tmp_path: Path) -> AsyncIterator[House]:
    key, other = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    pem = _certificate("between", other) + _certificate("pass", key) + key.private_bytes(*_PRIVATE)
    (tmp_path / "pass.pem").write_bytes(pem)
    account = {"client_email": "wallet@house.example", "private_key": key.private_bytes(*_PRIVATE).decode()}
    (tmp_path / "account.json").write_bytes(msgspec.json.encode(account))
    settings = msgspec.structs.replace(
        house.settings,
        apple_pass_certificate=str(tmp_path / "pass.pem"),
        apple_pass_type="pass.example.momento",
        apple_team="TEAM123456",
        google_wallet_issuer="338800",
        google_wallet_account=str(tmp_path / "account.json"),
    )
    opened = houses.open_house(settings, products=("momento",))
    yield opened
    await opened.close()


async def test_a_confirmed_guest_gets_a_pass_that_verifies_and_nobody_else_does(
    house: House, open_browser: Any, tmp_path: Path
) -> None:
    event = await make_event(house, await make_host(house))
    ada, ben, eve = [await make_guest(house, name) for name in ("Ada", "Ben", "Eve")]
    [hers] = await seat(house, event, [ada])
    [his] = await invite(house, event, [ben])
    browser = await open_browser(ada)
    page = (await browser.get(f"/momento/invitations/{hers}")).text
    assert "Add to Apple Wallet" in page
    assert "Add to Google Wallet" in page
    answer = await browser.get(f"/momento/invitations/{hers}/apple.pkpass")
    assert answer.headers["content-type"] == "application/vnd.apple.pkpass"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    manifest = msgspec.json.decode(files["manifest.json"])
    assert manifest == {
        name: hashlib.sha1(data, usedforsecurity=False).hexdigest()
        for name, data in files.items()
        if name not in ("manifest.json", "signature")
    }
    for name in ("manifest.json", "signature"):
        (tmp_path / name).write_bytes(files[name])
    assert _verifies(tmp_path)
    (tmp_path / "manifest.json").write_bytes(files["manifest.json"] + b" ")
    assert not _verifies(tmp_path)
    shown = msgspec.json.decode(files["pass.json"])
    assert shown["serialNumber"] == str(hers)
    assert shown["eventTicket"]["auxiliaryFields"][0]["value"] == "Place 1"
    assert Image.open(io.BytesIO(files["icon@2x.png"])).size == (58, 58)

    for guest, invitation in ((ben, his), (eve, hers), (ben, hers)):
        theirs = await open_browser(guest)
        for wallet in ("apple.pkpass", "google-wallet"):
            assert (await theirs.get(f"/momento/invitations/{invitation}/{wallet}")).status_code == 404
    assert "Wallet" not in (await (await open_browser(ben)).get(f"/momento/invitations/{his}")).text


async def test_a_ticket_for_google_is_signed_by_the_service_account_and_short_enough_for_a_link(
    house: House, open_browser: Any, tmp_path: Path
) -> None:
    event = await make_event(house, await make_host(house))
    ada = await make_guest(house, "Ada")
    [hers] = await seat(house, event, [ada])
    answer = await (await open_browser(ada)).get(f"/momento/invitations/{hers}/google-wallet")
    assert answer.status_code == 303
    link = answer.headers["location"]
    assert link.startswith("https://pay.google.com/gp/v/save/")
    assert len(link) < 1800
    account = msgspec.json.decode((tmp_path / "account.json").read_bytes())
    public = serialization.load_pem_private_key(account["private_key"].encode(), None).public_key()
    claims = jwt.decode(
        link.rpartition("/")[2],
        public,  # type: ignore[arg-type]
        algorithms=["RS256"],
        audience="google",
        options={"verify_iat": False},
    )
    assert claims["iss"] == "wallet@house.example"
    [ticket] = claims["payload"]["eventTicketObjects"]
    assert ticket["barcode"]["value"].endswith(str(hers))
