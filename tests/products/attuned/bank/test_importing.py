"""Files of cards: read whatever is good, say why not of whatever is not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.foundation.errors import Invalid
from kith.products.attuned.bank.fields import card_of, text_of
from kith.products.attuned.bank.importing import read_cards
from kith.products.attuned.bank.shipped import shipped
from kith.products.attuned.bank.verdict import completed, verdict_on
from kith.products.attuned.cards.card import row_of
from kith.products.attuned.terms import Boundary, Level

CSV = """\ufefftype;rating;intensity;text;tags;preference_keys;hard_boundaries;requires_consent_negotiation
truth;G;2;"What did you two laugh about last, and who began?";laughter, memories;memories;;
Dare;r;3;"Kiss {partner} on the shoulder.";kiss;neck_kisses_give;;
dare;R;4;"Tie {partner}’s wrists with something soft, and ask whether it is comfortable.
both: Breathe three times.";leading;ties_give;;no
truth;G;2;"what did you two laugh about last – and who began";;;;
truth;Q;2;Anything at all?;;;;
truth;G;seven;Anything at all, again?;;;;
truth;R;3;Describe your best orgasm to Anna on www.example.com.;;;;
truth;R;3;What would you like tonight?;;no_such_key;;
dare;X;5;"Undress slowly while {partner} watches, and stay naked for one song.";style;;;
"""


def test_a_file_is_read_card_by_card_with_the_reasons_of_every_refusal() -> None:
    read = read_cards(CSV.encode())
    good = {one.number: one for one in read if one.card}
    why = {one.number: " ".join(one.refusals) for one in read if not one.card}
    assert sorted(good) == [1, 2, 3, 9]
    assert good[1].card is not None
    assert good[1].card.tags == ("laughter", "memories")
    assert good[2].card is not None
    assert good[2].card.hard_boundaries == (Boundary.TOUCH,)
    assert "touch" in " ".join(good[2].notes)
    tied = good[3].card
    assert tied is not None
    assert tied.requires_consent_negotiation
    assert tied.hard_boundaries == (Boundary.RESTRAINT,)
    assert [step.actor for step in tied.script.steps] == ["active", "both"]
    assert good[9].card is not None
    assert good[9].card.rating is Level.X
    assert "card 1 of this file" in why[4]
    assert why[5] == "“rating” is not right: “Q” is none of the choices."
    assert "intensity" in why[6]
    assert all(word in why[7] for word in ("orgasm", "Anna", "www.example.com"))
    assert "no_such_key" in why[8]


def test_a_line_without_words_is_refused_by_the_name_of_its_column() -> None:
    [read] = read_cards(b"type,rating,intensity,text\ntruth,G,1,  ")
    assert (read.card, read.refusals) == (None, ("Please fill in “text”.",))


def test_the_bank_can_be_taken_out_as_json_and_read_again() -> None:
    content = msgspec.json.encode({"cards": [row_of(card) for card in shipped()]})
    read = read_cards(content)
    assert [one.card for one in read] == list(shipped())
    assert not any(one.notes for one in read)


def test_every_shipped_card_survives_its_form() -> None:
    for card in shipped():
        lists = {
            name: ", ".join(getattr(card, name))
            for name in ("tags", "domains", "preference_keys", "hard_boundaries")
        }
        again = card_of(
            {
                "type": card.type,
                "rating": card.rating,
                "intensity": str(card.intensity),
                "text": text_of(card.script),
                "power_role": card.power_role or "",
                "requires_consent_negotiation": "yes" if card.requires_consent_negotiation else "no",
                "active_bodyparts": ", ".join(card.required_bodyparts.active),
                "partner_bodyparts": ", ".join(card.required_bodyparts.partner),
                "source_version": card.source_version or "",
                **lists,
            }
        )
        assert again == card


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "first line"),
        (b"[]", "no cards"),
        (b"type,rating,intensity,text\n", "no cards"),
        (b"a,b\n1,2\n", "first line"),
        (b"[{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"cards": 5}', "list"),
        ("type,rating,intensity,text\ntruth,G,1,Grüße".encode("latin-1"), "UTF-8"),
        (b"type,rating,intensity,text\ntruth,G,1," + b"a" * 30_000, "too long"),
        (b"x" * 8_000_001, "too large"),
    ],
)
def test_what_is_no_file_of_cards_is_said_so(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_cards(data)
    assert sentence in refusal.value.detail
    assert refusal.value.field == "file"


_VALUES = st.sampled_from(
    [None, 5, "", "truth", [], {}, {"steps": []}, {"steps": [{"text": 5}]}, [None], True]
)
_OBJECTS = st.dictionaries(
    st.sampled_from(["type", "rating", "script", "text", "tags", "x"]), _VALUES, max_size=4
)


@settings(max_examples=50)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(st.sampled_from('truthGdare,;"0125\n\t\r{}[] :'), max_size=60).map(
            lambda text: f"type,rating,intensity,text\n{text}".encode()
        ),
        st.lists(_OBJECTS | _VALUES, max_size=3).map(msgspec.json.encode),
    )
)
def test_no_file_breaks_the_reader(data: bytes) -> None:
    try:
        read = read_cards(data)
    except Invalid:
        return
    assert all((one.card is None) == bool(one.refusals) for one in read)


def test_the_verdict_on_the_shipped_cards_and_on_a_completed_one() -> None:
    assert all(verdict_on(card).ok for card in shipped())
    for card in shipped():
        assert completed(card) == (card, ())
