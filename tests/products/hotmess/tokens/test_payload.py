"""What a QR code says: read as it was written, and refused when anything in it was changed; the browser's script reads the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.products.hotmess.tokens import payload as codes
from kith.products.hotmess.tokens.payload import Code, Payload
from kith.products.hotmess.tokens.signing import holds, key_id

_KEY = Ed25519PrivateKey.from_private_bytes(b"a" * 32)
_BEGIN = datetime(2026, 11, 27, tzinfo=UTC)
_payloads = st.builds(
    lambda scope, beacon, token, begin, seconds: Payload(
        key_id(_KEY.public_key().public_bytes_raw()),
        scope,
        beacon,
        token,
        _BEGIN + timedelta(seconds=begin),
        _BEGIN + timedelta(seconds=begin + seconds),
    ),
    st.sampled_from(codes.SCOPES),
    st.uuids(),
    st.binary(min_size=16, max_size=16),
    st.integers(0, 10**8),
    st.integers(1, 10**6),
)


def _written(payload: Payload) -> str:
    signed = codes.pack(payload)
    return codes.written(signed, _KEY.sign(signed))


@given(_payloads)
@settings(max_examples=50, deadline=None)
def test_a_code_is_read_as_it_was_written_and_typed_however_one_likes(payload: Payload) -> None:
    code = codes.read(_written(payload).lower())
    assert code is not None
    assert code.payload == payload
    assert holds(_KEY.public_key(), code)
    assert codes.read(f"  {codes.spelled(payload.token).lower().replace('-', ' ')} ") == Code(payload.token)


@given(_payloads, st.integers(0, 175), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@settings(max_examples=100, deadline=None)
def test_a_code_in_which_one_letter_was_changed_is_no_code_of_ours(
    payload: Payload, place: int, letter: str
) -> None:
    text = _written(payload).removeprefix(codes.PREFIX)
    forged = text[:place] + letter + text[place + 1 :]
    code = codes.read(codes.PREFIX + forged)
    if forged != text:
        assert code is None or code.payload is None or not holds(_KEY.public_key(), code)


@given(st.text(max_size=250))
@settings(max_examples=100, deadline=None)
def test_whatever_is_scanned_is_a_code_or_none(text: str) -> None:
    code = codes.read(text)
    assert code is None or len(code.token) == 16
