"""Somebody who leaves for good leaves nothing of themselves, and others' books still add up."""

from __future__ import annotations

import pytest

from harness.momento import Momento
from harness.postgres import FreshDatabase

pytestmark = pytest.mark.postgres15


def test_nothing_of_an_erased_person_is_left_anywhere_in_the_schema(fresh_database: FreshDatabase) -> None:
    momento = Momento(fresh_database.url)
    try:
        planted = "Zerlinda"
        gone = momento.person(
            planted, phone_number="+491701234567", last_name=f"{planted} Last", email="zerlinda@example.org"
        )
        friend, payer = momento.person("Friend"), momento.person("Payer")
        momento.db.execute(
            """update social_profiles set preferred_name = %(p)s, bio = %(p)s, occupation = %(p)s, location = %(p)s, gender = %(p)s,
                 latitude = 1, longitude = 2 where id = %(id)s""",
            {"p": planted, "id": gone.profile},
        )
        momento.db.execute(
            "update social_profiles set liked_profiles = array[%s]::uuid[] where id = %s",
            (gone.profile, friend.profile),
        )
        past = momento.attended(gone, friend)
        momento.db.execute(
            "update attendance set check_in_latitude = 1, check_in_longitude = 2, dispute_reason = %s"
            " where profile_id = %s",
            (planted, gone.profile),
        )
        host = momento.insert(
            "host_profiles", {"user_id": gone.id, "host_name": planted, "host_bio": planted}
        )
        hosted = momento.event(host, price_in_cents=1000)
        assert momento.pay(momento.invite(hosted, payer)) == "seated"
        coming = momento.event(starts="6 days", price_in_cents=1000, plus_one_allowed=True)
        paid = momento.invite(coming, gone, plus_one_name=planted)
        assert momento.pay(paid) == "seated"
        momento.insert("event_posts", {"event_id": coming, "profile_id": gone.profile, "content": planted})
        low, high = sorted((gone.profile, friend.profile))
        talk = momento.insert("conversations", {"low_profile_id": low, "high_profile_id": high})
        momento.insert(
            "messages", {"conversation_id": talk, "sender_profile_id": gone.profile, "content": planted}
        )
        momento.db.execute(
            "update connections set private_notes = 'sealed' where user_profile_id = %s and event_id = %s",
            (gone.profile, past),
        )
        photo = momento.insert(
            "profile_photos",
            {"profile_id": gone.profile, "image_url": f"/{planted}", "width": 9, "height": 9}
            | {f"{size}_file_id": momento.file() for size in ("small", "medium", "large")},
        )
        momento.db.execute(
            "update social_profiles set current_photo_id = %s where id = %s", (photo, gone.profile)
        )

        assert momento.one("select erase_user(%s)", gone.id)
        assert not momento.one("select erase_user(%s)", gone.id)

        tables = [
            name
            for (name,) in momento.db.execute(
                "select relname from pg_class where relnamespace = 'momento'::regnamespace and relkind in ('r', 'p') and relname !~ '^_yoyo'"
            )
        ]
        assert len(tables) > 30
        left = [
            name
            for name in tables
            if momento.one(
                f"select count(*) from {name} t where t::text ilike '%%zerlinda%%' or t::text like '%%491701234567%%'"
            )
        ]
        assert left == []
        snapshot = momento.db.execute(
            """select connected_profile_snapshot_name, connected_profile_snapshot_face_card_url, was_photo_authentic
               from connections where connected_profile_id = %s""",
            (gone.profile,),
        ).fetchall()
        assert snapshot == [("Someone", None, False)]
        assert momento.one("select liked_profiles from social_profiles where id = %s", friend.profile) == []
        assert momento.one("select status from events where id = %s", hosted) == "cancelled"
        assert momento.one("select seats_taken from events where id = %s", coming) == 0
        owed = momento.db.execute(
            "select user_id, amount_in_cents from refunds order by amount_in_cents"
        ).fetchall()
        assert owed == [(payer.id, 1000), (gone.id, 2000)]
        as_friend = momento.connect("authenticated", friend.id)
        assert as_friend.execute(
            "select count(*) from profiles_for(array[%s]::uuid[])", (gone.profile,)
        ).fetchone() == (0,)
    finally:
        momento.close()
