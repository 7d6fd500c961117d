"""Numbers change hands when both said yes, and a no is never told."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from harness.attacked import constraint
from harness.josh import Josh

pytestmark = pytest.mark.postgres15


def _exchanges(josh: Josh, linkup: UUID) -> list[tuple[UUID, UUID]]:
    return josh.db.execute(
        "select user_a_id, user_b_id from contact_exchanges where linkup_id = %s", (linkup,)
    ).fetchall()


def _pair(josh: Josh) -> tuple[UUID, UUID, UUID]:
    alex, sam = sorted((josh.person("Alex"), josh.person("Sam")))
    return josh.completed(alex, sam), alex, sam


def test_two_yeses_at_the_same_moment_make_one_exchange(josh: Josh) -> None:
    for day in range(1, 9):
        people = [josh.person(), josh.person()]
        linkup = josh.completed(*people, day=day)
        outcomes = josh.at_once(
            [lambda db, m=linkup, a=a, b=b: josh.choose(m, a, b, True, db) for a, b in (people, people[::-1])]
        )
        assert outcomes == [None, None]
        assert _exchanges(josh, linkup) == [tuple(sorted(people))]


def test_members_themselves_choose_and_the_exchange_appears_to_both(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    as_alex, as_sam = josh.connect("authenticated", alex), josh.connect("authenticated", sam)
    insert = """insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice)
                values (%s, %s, %s, true)"""
    as_alex.execute(insert, (linkup, alex, sam))
    assert as_alex.execute("select 1 from my_contacts()").fetchall() == []
    as_sam.execute(insert, (linkup, sam, alex))
    for db, other in ((as_alex, sam), (as_sam, alex)):
        number = josh.one("select phone_e164 from users where id = %s", other)
        assert db.execute("select user_id, phone_e164 from my_contacts()").fetchall() == [(other, number)]
        assert len(db.execute("select 1 from contact_exchanges").fetchall()) == 1
        assert len(db.execute("select 1 from contact_exchange_choices").fetchall()) == 1


@pytest.mark.parametrize("choices", [(), (True, None), (None, True), (True, False), (False, False)])
def test_no_exchange_without_two_yeses(josh: Josh, choices: tuple[bool | None, ...]) -> None:
    linkup, alex, sam = _pair(josh)
    for choice, pair in zip(choices, ((alex, sam), (sam, alex)), strict=False):
        if choice is not None:
            josh.choose(linkup, *pair, choice)
    assert _exchanges(josh, linkup) == []
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert("contact_exchanges", {"linkup_id": linkup, "user_a_id": alex, "user_b_id": sam})
    assert constraint(refusal) == "contact_exchange_needs_two_yes"


def test_an_exchange_is_stored_in_one_order_only(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    josh.choose(linkup, sam, alex, True)
    josh.choose(linkup, alex, sam, True)
    assert _exchanges(josh, linkup) == [(alex, sam)]
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert("contact_exchanges", {"linkup_id": linkup, "user_a_id": sam, "user_b_id": alex})
    assert constraint(refusal) == "contact_exchange_canonical"


def test_a_no_and_no_answer_look_the_same_to_the_other(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    josh.choose(linkup, alex, sam, True)
    as_alex = josh.connect("authenticated", alex)
    tables = (
        "contact_exchange_choices",
        "contact_exchanges",
        "my_contacts()",
        "linkup_participants",
        "linkups",
    )

    def seen() -> list[object]:
        return [as_alex.execute(f"select t::text from {table} t order by 1").fetchall() for table in tables]

    before = seen()
    josh.choose(linkup, sam, alex, False)
    assert seen() == before


def test_a_choice_may_change_until_numbers_were_exchanged(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    josh.choose(linkup, alex, sam, False)
    josh.choose(linkup, alex, sam, True)
    josh.choose(linkup, alex, sam, False)
    josh.choose(linkup, sam, alex, True)
    assert _exchanges(josh, linkup) == []
    josh.choose(linkup, alex, sam, True)
    assert _exchanges(josh, linkup) == [(alex, sam)]
    for chooser, target in ((alex, sam), (sam, alex)):
        with pytest.raises(psycopg.Error, match="can no longer change") as refusal:
            josh.choose(linkup, chooser, target, False)
        assert refusal.value.sqlstate == "KT409"
    with pytest.raises(psycopg.Error, match="can no longer change"):
        josh.db.execute("delete from contact_exchange_choices where linkup_id = %s", (linkup,))
    josh.choose(linkup, alex, sam, True)


def test_a_change_of_mind_and_the_other_yes_at_once_never_reveal_a_no(josh: Josh) -> None:
    for day in range(1, 9):
        alex, sam = josh.person(), josh.person()
        linkup = josh.completed(alex, sam, day=day)
        josh.choose(linkup, alex, sam, True)
        josh.at_once(
            [
                lambda db, m=linkup, a=alex, b=sam: josh.choose(m, a, b, False, db),
                lambda db, m=linkup, a=alex, b=sam: josh.choose(m, b, a, True, db),
            ]
        )
        exchanged = _exchanges(josh, linkup) != []
        choice = josh.one("select choice from contact_exchange_choices where chooser_user_id = %s", alex)
        assert exchanged == choice


def test_nobody_chooses_themselves(josh: Josh) -> None:
    linkup, alex, _ = _pair(josh)
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.choose(linkup, alex, alex, True)
    assert constraint(refusal) == "contact_choice_not_oneself"


@pytest.mark.parametrize(
    ("who", "status"), [(0, "no_show"), (1, "no_show"), (0, "canceled"), (1, "canceled")]
)
def test_choices_are_for_those_who_were_there(josh: Josh, who: int, status: str) -> None:
    pair = (josh.person(), josh.person())
    linkup = josh.completed(*pair)
    josh.db.execute("alter table linkup_participants disable trigger user")
    josh.db.execute(
        "update linkup_participants set status = %s, left_at = kith.now() where user_id = %s",
        (status, pair[who]),
    )
    josh.db.execute("alter table linkup_participants enable trigger user")
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.choose(linkup, *pair, True)
    assert constraint(refusal) == "contact_choice_attendees"


def test_a_stranger_of_the_linkup_is_neither_chooser_nor_target(josh: Josh) -> None:
    linkup, alex, _ = _pair(josh)
    stranger = josh.person()
    for chooser, target in ((stranger, alex), (alex, stranger)):
        with pytest.raises(errors.CheckViolation):
            josh.choose(linkup, chooser, target, True)


def test_choices_come_after_the_linkup(josh: Josh) -> None:
    alex, sam = josh.person(), josh.person()
    linkup = josh.linkup(alex)
    josh.invite(linkup, sam, "accepted")
    josh.lock(linkup)
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.choose(linkup, alex, sam, True)
    assert constraint(refusal) == "contact_choice_after_completion"


def test_a_member_cannot_choose_for_somebody_else(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    as_alex = josh.connect("authenticated", alex)
    with pytest.raises(errors.InsufficientPrivilege):
        as_alex.execute(
            """insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice)
               values (%s, %s, %s, true)""",
            (linkup, sam, alex),
        )


def test_a_block_keeps_numbers_apart_before_and_after(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    josh.choose(linkup, alex, sam, True)
    josh.db.execute("insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (alex, sam))
    josh.choose(linkup, sam, alex, True)
    assert _exchanges(josh, linkup) == []

    kim, lee = josh.person(), josh.person()
    other = josh.completed(kim, lee, day=2)
    josh.choose(other, kim, lee, True)
    josh.choose(other, lee, kim, True)
    josh.db.execute("insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (kim, lee))
    for person in (kim, lee):
        assert josh.connect("authenticated", person).execute("select 1 from my_contacts()").fetchall() == []


def test_an_exchange_stays_between_its_two_people(josh: Josh) -> None:
    linkup, alex, sam = _pair(josh)
    josh.choose(linkup, alex, sam, True)
    josh.choose(linkup, sam, alex, True)
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.db.execute(
            "update contact_exchanges set user_b_id = %s where linkup_id = %s", (josh.person(), linkup)
        )
    assert constraint(refusal) == "contact_exchange_fixed"
    josh.db.execute("update contact_exchanges set notified_at = kith.now() where linkup_id = %s", (linkup,))
