"""Photos come out clean, upright and small; what is no photo is refused with a sentence."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from harness import pictures as sent
from kith.commons.media import photos, pictures
from kith.commons.media.faces import face_region
from kith.foundation.errors import Invalid
from kith.foundation.house import House


def _opened(picture: pictures.Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def _is_red(image: Image.Image, x: float, y: float) -> bool:
    red, _green, blue = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))  # type: ignore[misc, arg-type] # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
    return red > blue + 80  # pyright: ignore[reportUnknownVariableType]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_that_was_written_into_a_photo_survives(kind: str) -> None:
    data = sent.photo(kind)
    assert sent.PLANTED in data
    for made in pictures.sizes_of(data):
        for trace in (sent.PLANTED, b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"xmpmeta"):
            assert trace not in made.data
        shown = _opened(made)
        assert (shown.format, shown.mode) == ("JPEG", "RGB")
        assert _is_red(shown, 0.5, 0.2)
        assert not _is_red(shown, 0.5, 0.8)


def test_three_sizes_keep_the_shape_and_enlarge_nothing() -> None:
    wide = pictures.sizes_of(sent.photo(image=sent.scene((3000, 1500))))
    assert [(made.width, made.height) for made in wide] == [(320, 160), (960, 480), (1920, 960)]
    little = pictures.sizes_of(sent.photo(image=sent.scene((400, 300))))
    assert [(made.width, made.height) for made in little] == [(320, 240), (400, 300), (400, 300)]


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize(("orientation", "red_at"), [(3, (0.5, 0.8)), (6, (0.8, 0.5)), (8, (0.2, 0.5))])
def test_a_photo_stands_as_it_was_taken(kind: str, orientation: int, red_at: tuple[float, float]) -> None:
    made = pictures.sizes_of(sent.photo(kind, orientation=orientation))[1]
    assert (made.width > made.height) == (orientation == 3)
    assert _is_red(_opened(made), *red_at)
    assert not _is_red(_opened(made), 1 - red_at[0], 1 - red_at[1])


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_colours_for_print_and_none_are_read(mode: str) -> None:
    made = _opened(pictures.sizes_of(sent.photo(image=sent.scene(mode=mode)))[0])
    assert made.mode == "RGB"
    if mode == "CMYK":
        assert _is_red(made, 0.5, 0.2)


def test_sixteen_bits_palettes_and_transparency_are_read() -> None:
    deep = Image.new("I;16", (200, 200), 40_000)
    made = _opened(pictures.sizes_of(sent.photo("PNG", image=deep))[0])
    grey = made.getpixel((100, 100))
    assert isinstance(grey, tuple)
    assert abs(grey[0] - 40_000 // 256) <= 2
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert _opened(pictures.sizes_of(sent.photo("PNG", image=clear))[0]).getpixel((100, 100)) == (
        255,
        255,
        255,
    )
    assert _is_red(_opened(pictures.sizes_of(sent.photo("PNG", image=sent.scene(mode="P")))[0]), 0.5, 0.2)


def test_only_the_first_frame_of_an_animation_is_kept() -> None:
    file = io.BytesIO()
    sent.scene().save(file, "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480), "blue")])
    assert _is_red(_opened(pictures.sizes_of(file.getvalue())[0]), 0.5, 0.2)


def test_what_is_hidden_behind_a_photo_is_left_behind() -> None:
    hidden = b"PK\x03\x04<script>alert(1)</script>"
    assert all(hidden not in made.data for made in pictures.sizes_of(sent.photo() + hidden))


_REFUSED: list[tuple[str, bytes, str]] = [
    ("empty", b"", "empty"),
    ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not_a_picture"),
    ("gif", b"GIF89a" + bytes(100), "not_a_picture"),
    ("pdf", b"%PDF-1.7" + bytes(100), "not_a_picture"),
    ("pdf before jpeg", b"%PDF-1.7\n" + sent.photo(), "not_a_picture"),
    ("svg that says png", b"\x89PNG\r\n\x1a\n<svg xmlns='http://www.w3.org/2000/svg'/>", "damaged"),
    ("gif that says jpeg", b"\xff\xd8\xffGIF89a" + bytes(100), "damaged"),
    ("50 megapixels and a bit", sent.png_header(50_000, 1_001), "too_many_pixels"),
    ("far too many pixels", sent.png_header(2_000_000, 2_000_000), "too_many_pixels"),
    ("a size and nothing in it", sent.png_header(7_000, 7_000), "damaged"),
    ("cut off", sent.photo()[:2_000], "damaged"),
    ("a few pixels", sent.photo(image=sent.scene((20, 20))), "too_small"),
]


@pytest.mark.parametrize(
    ("data", "reason"), [case[1:] for case in _REFUSED], ids=[case[0] for case in _REFUSED]
)
def test_what_is_no_photo_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(pictures.Unusable) as refusal:
        pictures.sizes_of(data)
    assert refusal.value.reason == reason


async def test_the_reader_is_a_process_of_its_own_that_survives_bombs(house: House) -> None:
    made = await photos.prepare(house, sent.photo("HEIF"))
    assert (made.small.width, made.medium.width, made.large.width) == (320, 640, 640)
    for bad in (sent.png_with_text_bomb(), sent.photo()[:3_000], bytes(15_000_001)):
        with pytest.raises(Invalid) as refusal:
            await photos.prepare(house, bad)
        assert refusal.value.field == "photo"
    again = await photos.prepare(house, sent.photo("HEIF"))
    assert again == made


def test_a_face_is_found_where_it_is_however_large_the_picture() -> None:
    beside = Image.new("RGB", (2400, 1200), (205, 210, 215))
    beside.paste(sent.face(900), (1400, 200))
    data = pictures.sizes_of(sent.photo(image=beside))[2].data
    found = face_region(data)
    assert found is not None
    assert found == face_region(data)
    # In the large size the drawing is 720 pixels wide and begins at 1120, 160.
    assert 1120 <= found.left < found.left + found.width <= 1840
    assert 160 <= found.top < found.top + found.height <= 880


def test_a_picture_without_a_face_has_no_face_region() -> None:
    assert face_region(pictures.sizes_of(sent.photo())[1].data) is None
    assert face_region(b"not a picture") is None
