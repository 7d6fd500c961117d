"""Where the face is in a picture, found on this machine; nothing is recognised or kept."""

from __future__ import annotations

import importlib
import threading
from typing import Any, NamedTuple

_SEARCHED = 640
# A classifier keeps what it works on: one for each thread. Loading the library twice at once leaves it half loaded.
_loading = threading.Lock()
_of_thread = threading.local()


class Box(NamedTuple):
    """A rectangle in pixels of the picture."""

    left: int
    top: int
    width: int
    height: int


def face_region(image: bytes) -> Box | None:
    """The largest face in one of our own pictures (`photos.prepare`), or None; the same for the same bytes. Blocks: run it in a thread."""
    import numpy

    cv2 = _library()
    grey: Any = cv2.imdecode(numpy.frombuffer(image, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        return None
    height, width = (int(side) for side in grey.shape[:2])
    scale = min(1.0, _SEARCHED / max(width, height))
    if scale < 1:
        grey = cv2.resize(grey, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    least = max(24, min(grey.shape[:2]) // 10)
    found: Any = _classifier(cv2).detectMultiScale(
        cv2.createCLAHE(2.0, (8, 8)).apply(grey), scaleFactor=1.1, minNeighbors=6, minSize=(least, least)
    )
    boxes = sorted(
        (tuple(int(side) for side in box) for box in found), key=lambda box: (-box[2] * box[3], box)
    )
    if not boxes:
        return None
    left, top, wide, high = boxes[0]
    return Box(round(left / scale), round(top / scale), round(wide / scale), round(high / scale))


def _library() -> Any:
    with _loading:
        cv2: Any = importlib.import_module("cv2")  # its own types are partly unknown
        cv2.setNumThreads(1)
    return cv2


def _classifier(cv2: Any) -> Any:
    if not hasattr(_of_thread, "faces"):
        _of_thread.faces = cv2.CascadeClassifier(
            f"{cv2.data.haarcascades}haarcascade_frontalface_default.xml"
        )
    return _of_thread.faces
