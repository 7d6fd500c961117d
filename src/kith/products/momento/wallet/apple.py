"""A pass for Apple Wallet: a ZIP of pass.json and its pictures, a manifest of SHA-1 hashes, and a detached PKCS #7 signature of that.

https://developer.apple.com/documentation/walletpasses/building-a-pass
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from PIL import Image, ImageDraw

from kith.foundation.language import _

if TYPE_CHECKING:
    from kith.foundation.settings import Settings
    from kith.products.momento.wallet.ticket import Ticket

MEDIA_TYPE: Final = "application/vnd.apple.pkpass"
_PAPER: Final = (255, 248, 238)
_INK: Final = (92, 52, 12)
_AMBER: Final = (196, 112, 32)
_PICTURES: Final = {
    "icon.png": (29, 29),
    "icon@2x.png": (58, 58),
    "icon@3x.png": (87, 87),
    "logo.png": (50, 50),
    "logo@2x.png": (100, 100),
}


def offered(settings: Settings) -> bool:
    """Whether this house can sign passes."""
    return bool(settings.apple_pass_certificate and settings.apple_pass_type and settings.apple_team)


def make_pass(settings: Settings, ticket: Ticket) -> bytes:
    """The pass of a seat, signed.

    Raises:
        OSError, ValueError: the certificate cannot be read.
    """
    files = {"pass.json": msgspec.json.encode(_contents(settings, ticket)), **_pictures()}
    manifest = msgspec.json.encode(
        {name: hashlib.sha1(data, usedforsecurity=False).hexdigest() for name, data in files.items()}
    )
    files["manifest.json"] = manifest
    files["signature"] = _signed(settings.apple_pass_certificate, manifest)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _contents(settings: Settings, ticket: Ticket) -> dict[str, Any]:
    local = ticket.starts_at.astimezone(ZoneInfo(ticket.time_zone))
    back = [
        {
            "key": "address",
            "label": _("Where"),
            "value": ", ".join(filter(None, (ticket.place, ticket.address))),
        },
        {"key": "link", "label": _("Your invitation"), "value": ticket.link},
    ]
    if ticket.signpost:
        back.insert(1, {"key": "signpost", "label": _("How to find each other"), "value": ticket.signpost})
    return {
        "formatVersion": 1,
        "passTypeIdentifier": settings.apple_pass_type,
        "teamIdentifier": settings.apple_team,
        "serialNumber": str(ticket.id),
        "organizationName": "Momento",
        "logoText": "Momento",
        "description": ticket.title,
        "foregroundColor": _colour(_INK),
        "labelColor": _colour(_AMBER),
        "backgroundColor": _colour(_PAPER),
        "relevantDate": local.isoformat(timespec="minutes"),
        "expirationDate": ticket.ends_at.isoformat(timespec="minutes"),
        "locations": [
            {"latitude": ticket.latitude, "longitude": ticket.longitude, "relevantText": ticket.title}
        ],
        "barcodes": [
            {"format": "PKBarcodeFormatQR", "message": ticket.link, "messageEncoding": "iso-8859-1"}
        ],
        "eventTicket": {
            "primaryFields": [{"key": "event", "label": ticket.host, "value": ticket.title}],
            "secondaryFields": [
                {
                    "key": "when",
                    "label": _("When"),
                    "value": local.isoformat(timespec="minutes"),
                    "dateStyle": "PKDateStyleMedium",
                    "timeStyle": "PKDateStyleShort",
                    "ignoresTimeZone": True,
                },
                {"key": "seats", "label": _("Seats"), "value": ticket.seats},
            ],
            "auxiliaryFields": [{"key": "place", "label": _("First stop"), "value": ticket.place}],
            "backFields": back,
        },
    }


def _colour(rgb: tuple[int, int, int]) -> str:
    return f"rgb({rgb[0]}, {rgb[1]}, {rgb[2]})"


@lru_cache(maxsize=1)
def _pictures() -> dict[str, bytes]:
    """A table seen from above, with a seat on each side."""
    drawn: dict[str, bytes] = {}
    for name, size in _PICTURES.items():
        scale = 8
        width, height = size[0] * scale, size[1] * scale
        picture = Image.new("RGB", (width, height), _PAPER)
        pen = ImageDraw.Draw(picture)
        middle, table, seat = width / 2, width * 0.24, width * 0.1
        pen.ellipse((middle - table, middle - table, middle + table, middle + table), fill=_AMBER)
        for x, y in ((0, -1), (0, 1), (-1, 0), (1, 0)):
            left, top = middle + x * width * 0.37, middle + y * width * 0.37
            pen.ellipse((left - seat, top - seat, left + seat, top + seat), fill=_INK)
        held = io.BytesIO()
        picture.resize(size, Image.Resampling.LANCZOS).save(held, "PNG")
        drawn[name] = held.getvalue()
    return drawn


def _signed(file: str, manifest: bytes) -> bytes:
    """`file` is a PEM with the pass certificate, its key, and Apple's intermediate certificate (WWDR), in any order."""
    pem = Path(file).read_bytes()
    key = load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("a pass is signed with an RSA or EC key")
    certificates = x509.load_pem_x509_certificates(pem)
    own = next(one for one in certificates if one.public_key() == key.public_key())
    builder = PKCS7SignatureBuilder().set_data(manifest).add_signer(own, key, SHA256())
    for other in certificates:
        if other != own:
            builder = builder.add_certificate(other)
    return builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
