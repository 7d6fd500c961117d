"""What pages load besides themselves: styles, scripts, pictures. A browser keeps them for as long as they stay what they are."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from kith.foundation.errors import NotFound
from kith.foundation.house import House
from kith.web.request import house_of

_OURS: Final = Path(__file__).parent / "static"
_TYPES: Final = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
_WORTH_PACKING: Final = 1_024
"""Bytes below which a packed file takes as many packets as the file itself."""
_YEAR: Final = 31_536_000


class Asset:
    """One file, its media type and its entity tag (RFC 9110, section 8.8.3)."""

    def __init__(self, path: str, data: bytes) -> None:
        self.data = data
        self.digest = hashlib.sha256(data).digest()
        self.tag = f'"{self.digest.hex()[:32]}"'
        self.media_type = (
            _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        )

    @cached_property
    def packed(self) -> bytes | None:
        """The file in gzip, None where that saves nothing."""
        if len(self.data) < _WORTH_PACKING:
            return None
        packed = gzip.compress(self.data, mtime=0)
        return packed if len(packed) < len(self.data) * 0.9 else None


class Assets:
    """All files of some folders, by their path below /static; of two with one path, that of the earlier folder. `version` names their very state."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._assets: dict[str, Asset] = {}
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                path = file.relative_to(folder).as_posix()
                if file.is_file() and path not in self._assets:
                    self._assets[path] = Asset(path, file.read_bytes())
        everything = hashlib.sha256()
        for path, asset in sorted(self._assets.items()):
            everything.update(path.encode() + asset.digest)
        self.version = everything.hexdigest()[:12]

    def find(self, path: str) -> Asset | None:
        return self._assets.get(path)


def assets(house: House) -> Assets:
    """Of the house and its products. While developing they are read again whenever one of them changed."""
    folders = (_OURS, *(product.static for product in house.products if product.static is not None))
    return _read(folders, _newest(folders) if house.settings.development else 0)


@lru_cache(maxsize=8)
def _read(folders: tuple[Path, ...], _newest: int) -> Assets:
    return Assets(folders)


def _newest(folders: tuple[Path, ...]) -> int:
    return max(file.stat().st_mtime_ns for folder in folders for file in folder.rglob("*"))


async def _of_nobody(_request: Request[Any, Any, Any]) -> None:
    """Files are the same for everybody: nothing needs to be known of who asks."""


@get("/static/{path:path}", include_in_schema=False, before_request=_of_nobody)
async def serve(
    request: Request[Any, Any, Any], path: FromPath[str], v: FromQuery[str] = ""
) -> Response[bytes]:
    """A file that is asked for by its version never changes; any other is asked about again, which costs no more than a yes.

    Raises:
        NotFound: there is no such file.
    """
    known = assets(house_of(request))
    asset = known.find(path.lstrip("/"))
    if asset is None:
        raise NotFound("This file does not exist.")
    headers = {
        "cache-control": f"public, max-age={_YEAR}, immutable" if v == known.version else "no-cache",
        "etag": asset.tag,
        "vary": "accept-encoding",
    }
    if asset.tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=asset.media_type)
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            asset.packed, headers=headers | {"content-encoding": "gzip"}, media_type=asset.media_type
        )
    return Response(asset.data, headers=headers, media_type=asset.media_type)


ROUTES: Final = [serve]
