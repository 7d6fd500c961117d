"""Certificates shaped as Apple's for the App Store, under a root of our own: root, intermediate, leaf, each with Apple's marks."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

_LEAF_MARK = x509.ObjectIdentifier("1.2.840.113635.100.6.11.1")
_INTERMEDIATE_MARK = x509.ObjectIdentifier("1.2.840.113635.100.6.2.1")
_NULL = b"\x05\x00"


class Authority(msgspec.Struct, frozen=True):
    """A chain and the leaf's key; certificates in DER, leaf first, the key in PEM."""

    chain: tuple[bytes, ...]
    key: bytes

    @property
    def root_pem(self) -> bytes:
        """The root certificate that receivers trust."""
        return x509.load_der_x509_certificate(self.chain[-1]).public_bytes(Encoding.PEM)

    def sign(self, payload: dict[str, Any]) -> str:
        """A payload as JWS, the chain in its header (x5c)."""
        key = load_pem_private_key(self.key, None)
        x5c = [base64.b64encode(certificate).decode() for certificate in self.chain]
        return jwt.encode(payload, key, algorithm="ES256", headers={"x5c": x5c})  # pyright: ignore[reportArgumentType]


def new_authority(name: str = "Stand-in") -> Authority:
    """A root of our own and a chain beneath it, good for years either side of now."""
    root_key, middle_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root = _certificate(f"{name} Root CA", root_key, f"{name} Root CA", root_key, root_key, length=1)
    middle = _certificate(
        f"{name} Developer Relations",
        middle_key,
        f"{name} Root CA",
        root_key,
        root_key,
        length=0,
        mark=_INTERMEDIATE_MARK,
    )
    leaf = _certificate(
        f"{name} App Store Receipt Signing",
        leaf_key,
        f"{name} Developer Relations",
        middle_key,
        middle_key,
        length=None,
        mark=_LEAF_MARK,
    )
    pem = leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Authority((leaf, middle, root), pem)


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    length: int | None,
    mark: x509.ObjectIdentifier | None = None,
) -> bytes:
    now = datetime.now(UTC)
    is_authority = length is not None
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=length), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_authority,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if mark is not None:
        builder = builder.add_extension(x509.UnrecognizedExtension(mark, _NULL), critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.DER)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
