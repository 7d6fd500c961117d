"""Reports become cases, cases decisions, decisions may be appealed; requests about one's data; the audit's heads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.attacked import Attacked, constraint
from harness.postgres import SharedServer

pytestmark = pytest.mark.postgres15
_STATEMENT = json.dumps(
    {
        "category": "scams and fraud",
        "facts": "A ticket that does not exist",
        "ground": "House rules, 2",
        "automated_detection": False,
        "automated_decision": False,
        "territory": "EEA",
        "date": "2026-12-01",
    }
)


class Desk(Attacked):
    """The house's own schema, with people and operators."""

    def person(self) -> UUID:
        return self.one(
            "insert into auth.users (email) values (%s) returning id", f"{uuid4().hex}@example.org"
        )

    def operator(self, role: str = "ops") -> UUID:
        return self.insert("admins", {"email": f"{uuid4().hex}@example.org", "role": role})

    def report(
        self, reporter: UUID, person: UUID, content: UUID, category: str = "scam", severity: int = 3
    ) -> tuple[UUID, UUID, bool]:
        row = self.db.execute(
            "select report_id, case_id, fresh from file_report('cafe', %s, %s, 'post', %s, %s, '{}', '{\"body\": \"as it was\"}', %s)",
            (reporter, person, content, category, severity),
        ).fetchone()
        assert row is not None
        return row

    def moved(self, offset: str) -> None:
        self.db.execute("select set_config('kith.clock_offset', %s, false)", (offset,))


@pytest.fixture(scope="module")
def _desk(postgres_server: SharedServer) -> Iterator[Desk]:
    with postgres_server.database(postgres_server.template()) as database:
        desk = Desk(database.url, "kith")
        yield desk
        desk.close()


@pytest.fixture
def desk(_desk: Desk) -> Iterator[Desk]:
    _desk.moved("0")
    yield _desk
    _desk.close_others()


def test_reports_about_one_thing_are_one_case_and_one_moderator_takes_it(desk: Desk) -> None:
    person, content = desk.person(), uuid4()
    reporters = [desk.person() for _ in range(6)]

    def report(reporter: UUID) -> Callable[[psycopg.Connection[Any]], bool]:
        return lambda db: db.execute(  # type: ignore[index]
            "select fresh from file_report('cafe', %s, %s, 'post', %s, 'scam', '{}', '{}', 3)",
            (reporter, person, content),
        ).fetchone()[0]

    assert Counter(desk.at_once([report(one) for one in reporters * 2])) == {True: 6, False: 6}
    case = desk.one("select id from cases where content_id = %s", content)
    assert desk.db.execute(
        "select state, report_count, weight from cases where id = %s", (case,)
    ).fetchone() == ("queued", 6, 3)
    operators = [desk.operator() for _ in range(8)]

    def claim(operator: UUID) -> Callable[[psycopg.Connection[Any]], str]:
        return lambda db: db.execute("select claim_case(%s, %s)", (case, operator)).fetchone()[0]  # type: ignore[index]

    outcomes = desk.at_once([claim(one) for one in operators])
    assert Counter(outcomes) == {"claimed": 1, "taken": 7}
    holder, other = operators[outcomes.index("claimed")], operators[outcomes.index("taken")]
    with pytest.raises(psycopg.errors.Error) as refused:
        desk.one("select decide_case(%s, %s, 'warn', 'Not theirs to decide', %s)", case, other, _STATEMENT)
    assert refused.value.sqlstate == "KT409"
    # A claim runs out; a queue is worked on by its own people.
    desk.moved("31 minutes")
    assert desk.one("select claim_case(%s, %s)", case, other) == "claimed"
    assert desk.one("select release_case(%s, %s)", case, holder) is False
    assert desk.one("select release_case(%s, %s)", case, other)
    helper = desk.operator("support")
    assert desk.one("select claim_case(%s, %s)", case, helper) == "not_yours"
    desk.db.execute(
        "insert into queue_members (admin_id, product, queue) values (%s, 'cafe', 'general')", (helper,)
    )
    assert desk.one("select claim_case(%s, %s)", case, helper) == "claimed"


def test_a_decision_has_its_reasons_and_is_never_changed(desk: Desk) -> None:
    _, case, _ = desk.report(desk.person(), desk.person(), uuid4())
    operator = desk.operator()
    desk.one("select claim_case(%s, %s)", case, operator)
    decide = "select decide_case(%s, %s, 'remove_post', %s, %s)"
    for reason, statement in (("", _STATEMENT), ("A scam", None), ("A scam", '{"category": "x"}')):
        with pytest.raises(psycopg.errors.CheckViolation):
            desk.one(decide, case, operator, reason, statement)
    decision = desk.one(decide, case, operator, "A scam", _STATEMENT)
    assert desk.db.execute(
        "select c.state, c.outcome, r.status from cases c join reports r on r.case_id = c.id where c.id = %s",
        (case,),
    ).fetchone() == (
        "closed",
        "upheld",
        "resolved",
    )
    for attack in (
        "update decisions set reason = 'Other'",
        "delete from decisions",
        "truncate decisions cascade",
    ):
        with pytest.raises(psycopg.errors.Error, match="append-only"):
            desk.db.execute(attack)
    assert desk.one("select statement ->> 'territory' from decisions where id = %s", decision) == "EEA"


def test_one_appeal_within_twenty_days_before_somebody_else(desk: Desk) -> None:
    person, operator, other = desk.person(), desk.operator(), desk.operator()
    made: list[UUID] = []
    for _ in range(2):
        _, case, _ = desk.report(desk.person(), person, uuid4())
        desk.one("select claim_case(%s, %s)", case, operator)
        made.append(desk.one("select decide_case(%s, %s, 'warn', 'Threats', %s)", case, operator, _STATEMENT))
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        desk.insert("appeals", {"decision_id": made[0], "person_id": desk.person()})
    assert constraint(refused) == "appeals_of_ones_own"
    appeal = desk.insert("appeals", {"decision_id": made[0], "person_id": person})
    with pytest.raises(psycopg.errors.UniqueViolation):
        desk.insert("appeals", {"decision_id": made[0], "person_id": person})
    case = desk.one("select case_id from decisions where id = %s", made[0])
    assert desk.one("select state from cases where id = %s", case) == "escalated"
    assert desk.one("select claim_case(%s, %s)", case, operator) == "somebody_else"
    assert desk.one("select decide_appeal(%s, %s, true, 'I was right')", appeal, operator) == "somebody_else"
    with pytest.raises(psycopg.errors.CheckViolation):
        desk.db.execute(
            "update appeals set state = 'upheld', decided_by = %s, decided_at = kith.now(), answer = 'No' where id = %s",
            (operator, appeal),
        )
    assert (
        desk.one("select decide_appeal(%s, %s, true, 'It was a joke between friends')", appeal, other)
        == "reversed"
    )
    assert desk.one("select decide_appeal(%s, %s, false, 'Or not')", appeal, other) == "reversed"
    assert desk.one("select action from decisions where reverses = %s", made[0]) == "reinstate"
    assert desk.one("select outcome from cases where id = %s", case) == "dismissed"
    desk.moved("20 days 1 hour")
    with pytest.raises(psycopg.errors.Error) as late:
        desk.insert("appeals", {"decision_id": made[1], "person_id": person})
    assert late.value.sqlstate == "KT409"


def test_a_reporter_counts_by_how_often_they_were_right(desk: Desk) -> None:
    honest, liar, operator = desk.person(), desk.person(), desk.operator()
    for reporter, action in ((honest, "warn"), (liar, "dismiss")):
        for _ in range(4):
            _, case, _ = desk.report(reporter, desk.person(), uuid4())
            desk.one("select claim_case(%s, %s)", case, operator)
            desk.one(
                "select decide_case(%s, %s, %s, 'Looked into it', %s)", case, operator, action, _STATEMENT
            )
    weights = [float(desk.one("select reporter_weight(%s)", who)) for who in (honest, desk.person(), liar)]
    assert weights == [0.833, 0.5, 0.167]


def test_no_report_and_no_incident_is_without_a_case_whichever_way_it_came(desk: Desk) -> None:
    reporter, other, person, text = desk.person(), desk.person(), desk.person(), uuid4()
    told = {"message_id": str(text), "severity": 4}
    row = {"product": "josh", "reporter_id": reporter, "reported_id": person, "report_type": "report"}
    first = desk.insert("reports", row | {"details": json.dumps(told), "idempotency_key": "sms-1"})
    danger = {"product": "josh", "incident_type": "danger", "severity": 5, "reporter_id": reporter}
    incident = desk.insert("incidents", danger | {"details": json.dumps(told | {"report_id": str(first)})})
    case = desk.one("select case_id from reports where id = %s", first)
    assert desk.one("select case_id from incidents where id = %s", incident) == case
    # Said twice by one and once by another: three reports, two who count.
    again = desk.insert("reports", row | {"details": "{}", "idempotency_key": "sms-2"})
    desk.insert("reports", row | {"reporter_id": other, "details": "{}"})
    assert desk.one("select case_id from reports where id = %s", again) == case
    found = desk.db.execute(
        "select state, queue, severity, report_count, weight, content_type, content_id, person_id from cases where id = %s",
        (case,),
    ).fetchone()
    assert found == ("queued", "safety", 5, 2, 1, "person", person, person)
    assert desk.one("select count(*) from reports where case_id = %s", case) == 3
    # Nobody knows who is meant: the text is what it is about, and both belong to one case.
    unknown = row | {"reported_id": None, "details": json.dumps(told)}
    lone = desk.insert("reports", unknown)
    assert (
        desk.one("select c.content_id from cases c join reports r on r.case_id = c.id where r.id = %s", lone)
        == text
    )
    # Decided, both are dealt with; what is told after that opens another case.
    moderator = desk.operator()
    desk.one("select claim_case(%s, %s)", case, moderator)
    desk.one("select decide_case(%s, %s, 'warn', 'He shouted', %s)", case, moderator, _STATEMENT)
    assert desk.one("select status from incidents where id = %s", incident) == "resolved"
    later = desk.insert("reports", row | {"details": "{}"})
    assert desk.one("select case_id from reports where id = %s", later) != case


def test_a_brigade_moves_a_case_by_one_step_and_never_into_danger(desk: Desk) -> None:
    """Severity as it counts: weight of those who reported, not their number."""
    moderator = desk.operator()
    liars = [desk.person() for _ in range(12)]
    for _ in range(6):
        _, case, _ = desk.report(liars[0], desk.person(), uuid4())
        for liar in liars[1:]:
            desk.db.execute(
                "select file_report('cafe', %s, null, 'post', (select content_id from cases where id = %s), 'scam', '{}', '{}')",
                (liar, case),
            )
        desk.one("select claim_case(%s, %s)", case, moderator)
        desk.one("select decide_case(%s, %s, 'dismiss', 'Nothing there')", case, moderator)

    def told(people: list[UUID], severity: int) -> int:
        content, accused = uuid4(), desk.person()
        for one in people:
            desk.report(one, accused, content, severity=severity)
        return desk.one("select priority from cases where content_id = %s", content)

    newcomers = [desk.person() for _ in range(6)]
    assert [told(newcomers[:1], severity) for severity in (1, 2, 3, 4, 5)] == [5, 4, 3, 2, 1]
    assert [told(newcomers, severity) for severity in (1, 2, 3, 4, 5)] == [4, 3, 2, 2, 1]
    # One who is hardly ever right: a step down, but danger stays danger. Twelve of them weigh less than three newcomers.
    assert [told(liars[:1], severity) for severity in (1, 2, 3, 4, 5)] == [5, 5, 4, 3, 1]
    assert told(liars, 3) == told(newcomers[:3], 3) == 3


def test_what_a_role_may_is_asked_by_the_database(desk: Desk) -> None:
    helper, engineer, boss, second = (
        desk.operator(role) for role in ("support", "engineering", "ops", "ops")
    )
    desk.db.execute("insert into queue_members values (%s, 'cafe', 'general')", (helper,))
    _, case, _ = desk.report(desk.person(), desk.person(), uuid4())
    waiting = "select count(*) from cases_waiting(%s, array['cafe'], array['general', 'safety'], array['queued', 'escalated'], 100) where id = %s"
    assert [desk.one(waiting, who, case) for who in (helper, engineer, boss)] == [1, 0, 1]
    assert desk.one("select claim_case(%s, %s)", case, engineer) == "not_yours"
    assert desk.one("select claim_case(%s, %s)", case, helper) == "claimed"
    with pytest.raises(psycopg.errors.Error) as refused:
        desk.one("select decide_case(%s, %s, 'ban_user', 'Threats', %s)", case, helper, _STATEMENT)
    assert refused.value.sqlstate == "KT403"
    # Given up, it waits for the experienced, also after one of them let it lapse.
    assert desk.one("select release_case(%s, %s, true, 'He threatened to come back')", case, helper)
    assert desk.one("select claim_case(%s, %s)", case, helper) == "escalated"
    assert desk.one("select claim_case(%s, %s)", case, boss) == "claimed"
    desk.moved("31 minutes")
    with pytest.raises(psycopg.errors.Error) as late:
        desk.one("select decide_case(%s, %s, 'warn', 'Threats', %s)", case, boss, _STATEMENT)
    assert late.value.sqlstate == "KT409"
    assert desk.one("select release_lapsed()") >= 1
    assert desk.one("select state from cases where id = %s", case) == "escalated"
    desk.moved("0")
    # The next one goes to one of those who ask at once, and each decision is taken back once.
    claims = [
        lambda db, who=who: db.execute(
            "select claim_next(%s, array['cafe'], array['general'], array['escalated'])", (who,)
        ).fetchone()[0]
        for who in (boss, second)
    ]
    assert Counter(desk.at_once(claims)) == {case: 1, None: 1}
    holder = desk.one("select assigned_to from cases where id = %s", case)
    decision = desk.one("select decide_case(%s, %s, 'dismiss', 'A joke')", case, holder)
    assert desk.one("select reverse_decision(%s, %s, 'It was none')", decision, helper) is None
    assert desk.one("select reverse_decision(%s, %s, 'It was none')", decision, second) is not None
    assert desk.one("select state from cases where id = %s", case) == "queued"
    with pytest.raises(psycopg.errors.Error) as twice:
        desk.one("select reverse_decision(%s, %s, 'Again')", decision, second)
    assert twice.value.sqlstate == "KT409"


def test_a_request_about_ones_data_goes_through_its_states_and_is_downloaded_three_times(desk: Desk) -> None:
    person = desk.person()
    request = desk.insert("dsar_requests", {"person_id": person, "request_type": "export"})
    with pytest.raises(psycopg.errors.UniqueViolation):
        desk.insert("dsar_requests", {"person_id": person, "request_type": "export"})
    with pytest.raises(psycopg.errors.Error) as skipped:
        desk.db.execute(
            "update dsar_requests set status = 'completed', completed_at = kith.now(), verified_at = kith.now() where id = %s",
            (request,),
        )
    assert skipped.value.sqlstate == "KT409"
    assert desk.one("select due_at - created_at from dsar_requests where id = %s", request).days == 30
    desk.db.execute("update dsar_requests set status = 'verifying' where id = %s", (request,))
    desk.db.execute(
        "update dsar_requests set status = 'processing', verified_at = kith.now() where id = %s", (request,)
    )
    desk.db.execute(
        """update dsar_requests set status = 'completed', completed_at = kith.now(), download_hash = sha256('link'), download_key = 'k',
             download_expires_at = kith.now() + interval '7 days' where id = %s""",
        (request,),
    )

    def take(db: psycopg.Connection[Any]) -> str | None:
        row = db.execute("select take_download(sha256('link'))").fetchone()
        assert row is not None
        return row[0]

    assert Counter(desk.at_once([take] * 10)) == {"k": 3, None: 7}
    deletion = desk.insert(
        "dsar_requests", {"person_id": person, "request_type": "delete", "status": "received"}
    )
    desk.db.execute("update dsar_requests set status = 'verifying' where id = %s", (deletion,))
    with pytest.raises(psycopg.errors.CheckViolation) as hasty:
        desk.db.execute(
            "update dsar_requests set status = 'processing', verified_at = kith.now() where id = %s",
            (deletion,),
        )
    assert constraint(hasty) == "dsar_requests_deletes_later"


def test_a_destroyed_key_never_comes_back(desk: Desk) -> None:
    person = desk.person()
    desk.db.execute(
        "insert into person_keys (person_id, key_ciphertext, key_iv, key_tag, key_version) values (%s, '\\x00', '\\x00', '\\x00', 1)",
        (person,),
    )
    desk.db.execute(
        """update person_keys set destroyed_at = kith.now(), key_ciphertext = null, key_iv = null, key_tag = null, key_version = null
           where person_id = %s""",
        (person,),
    )
    for attack in (
        "update person_keys set destroyed_at = null, key_ciphertext = '\\x00', key_iv = '\\x00', key_tag = '\\x00', key_version = 1 "
        "where person_id = %s",
        "delete from person_keys where person_id = %s",
    ):
        with pytest.raises(psycopg.errors.Error) as refused:
            desk.db.execute(attack, (person,))
        assert refused.value.sqlstate == "KT403"


def test_whoever_kept_a_head_sees_that_the_owner_rewrote_the_log(desk: Desk) -> None:
    write = "insert into audit_log (actor, action, target_type, before, after) values ('house', %s, 'x', '{\"a\": 1}', '{\"a\": 2}')"
    for action in ("one", "two", "three"):
        desk.db.execute(write, (action,))
    visitor = desk.connect("anon")
    head = visitor.execute(
        "select last_sequence, chains -> 0 ->> 'hash' from audit_heads() order by month desc limit 1"
    ).fetchone()
    assert head is not None
    desk.db.execute(write, ("four",))
    assert visitor.execute("select audit_hash_at(%s)", (head[0],)).fetchone() == (head[1],)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        visitor.execute("select * from audit_breaks()")  # walks all of it, which is not for visitors to ask
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        visitor.execute("select * from audit_log")
    with pytest.raises(psycopg.errors.Error, match="append-only"):
        desk.db.execute("set session_replication_role = replica; update audit_log set after = '{}'")
    desk.db.execute("set session_replication_role = origin")
    with desk.db.transaction(force_rollback=True):
        # An owner who switches everything off and mends the whole chain is still found out by a head that was published.
        desk.db.execute("alter table audit_log disable trigger all")
        desk.db.execute("update audit_log set after = '{\"a\": 3}' where action = 'two'")
        assert desk.one("select count(*) from audit_breaks()") == 1
        for sequence in [
            row[0] for row in desk.db.execute("select sequence from audit_log order by sequence").fetchall()
        ]:
            desk.db.execute(
                """update audit_log a set previous_hash = coalesce(
                     (select p.hash from audit_log p where p.sequence = a.sequence - 1), sha256('kith'::bytea))
                   where sequence = %s""",
                (sequence,),
            )
            desk.db.execute(
                "update audit_log a set hash = audit_row_hash(a) where sequence = %s", (sequence,)
            )
        assert desk.one("select count(*) from audit_breaks()") == 0
        assert desk.one("select audit_hash_at(%s)", head[0]) != head[1]
