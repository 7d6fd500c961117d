"""Three sizes of a picture on their way into the store, and where a browser finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from kith.commons.media import files
from kith.commons.media.photos import CONTENT_TYPE, Size

if TYPE_CHECKING:
    from kith.foundation.house import House

SizeName = Literal["small", "medium", "large"]


async def keep_sizes(
    house: House, schema: str, owner: UUID | None, purpose: str, sizes: Sequence[Size]
) -> list[UUID]:
    """Write the sizes to the store, smallest first; outside any transaction, to be `use`d."""
    return [
        await files.keep(
            house, schema, owner=owner, purpose=purpose, data=size.data, content_type=CONTENT_TYPE
        )
        for size in sizes
    ]


def picture_url(photo: UUID, size: SizeName) -> str:
    """The address of a picture, for those who may see it."""
    return f"/momento/photos/{photo}/{size}"
