"""Any number of people of JOSH at once, all different: written in bulk, without triggers, on the owner's connection."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

# Numbers in [0, 1) for person n and purpose k, the same in every run: `chance(n, k)`.
_CHANCE = """
  create function pg_temp.chance(n bigint, k bigint) returns double precision language sql immutable as
  $$ select (hashint8extended(n * 1000003 + k, 17) & 4294967295) / 4294967296.0::double precision $$
"""

_PEOPLE = """
  create temporary table crowd on commit drop as
  select n, gen_random_uuid() as id, %(now)s::timestamptz - pg_temp.chance(n, 1) * interval '90 days' as joined,
         pg_temp.chance(n, 2) < %(oddity)s as odd, pg_temp.chance(n, 3) as kind
  from generate_series(%(first)s::bigint, %(first)s::bigint + %(count)s::bigint - 1) n
"""

_WRITE = (
    "insert into auth.users (id, phone) select id, '+1' || (2000000000 + n)::text from crowd",
    """
    insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, state, sms_consent, age_consent, terms_consent,
                       privacy_consent, region_id, created_at, updated_at, latitude, longitude, paused_at, suspended_at)
    select id, '+1' || (2000000000 + n)::text, lpad(to_hex(n), 64, '0'), 'Person ' || n, 'Crowd',
           date '1960-01-01' + (pg_temp.chance(n, 4) * 16000)::int,
           case when odd and kind < 0.1 then 'interviewing' when odd and kind < 0.2 then 'suspended' else 'active' end::user_state,
           true, true, true, true, case when odd and kind between 0.2 and 0.3 then null else %(region)s::uuid end, joined, joined,
           case when pg_temp.chance(n, 5) < 0.8 then 30.10 + 0.4 * pg_temp.chance(n, 6) end,
           case when pg_temp.chance(n, 5) < 0.8 then -97.95 + 0.4 * pg_temp.chance(n, 7) end,
           case when odd and kind between 0.3 and 0.5 then joined end, case when odd and kind between 0.1 and 0.2 then joined end
    from crowd
    """,
    """
    insert into profiles (user_id, state, fingerprint, activity_patterns, boundaries, completed_at)
    select c.id, case when odd and kind between 0.5 and 0.6 then 'partial' when odd and kind between 0.6 and 0.7 then 'stale'
                      when pg_temp.chance(n, 8) < 0.5 then 'complete_mvp' else 'complete_full' end::profile_state,
           f.fingerprint, a.patterns,
           jsonb_build_object(
             'no_thanks', case when pg_temp.chance(n, 9) < 0.3
               then jsonb_build_array((array['bars', 'late_night', 'karaoke', 'early_morning', 'alcohol'])[1 + floor(pg_temp.chance(n, 10) * 5)::int])
               else '[]'::jsonb end,
             'hard_constraints', case when pg_temp.chance(n, 11) < 0.2
               then jsonb_build_object((array['step_free', 'smoke_free', 'dogs_welcome'])[1 + floor(pg_temp.chance(n, 12) * 3)::int],
                                       pg_temp.chance(n, 13) < 0.8)
               else '{}'::jsonb end),
           case when odd and kind between 0.6 and 0.65 then null else joined end
    from crowd c
    cross join lateral (
      select jsonb_object_agg(name, jsonb_build_object(
               'range_value', round(pg_temp.chance(c.n, 100 + at)::numeric, 3),
               'confidence', round((0.55 + 0.4 * pg_temp.chance(c.n, 200 + at))::numeric, 3),
               'observed_on', (%(now)s::date - (pg_temp.chance(c.n, 300 + at) * 200)::int)::text,
               'sources', '{"interview": 1}'::jsonb)) as fingerprint
      from unnest(fingerprint_factors()) with ordinality as named (name, at)
    ) f
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(
               'activity_key', (%(activities)s::text[])[1 + floor(pg_temp.chance(c.n, 400 + i) * cardinality(%(activities)s::text[]))::int],
               'confidence', round(pg_temp.chance(c.n, 410 + i)::numeric, 2),
               'motive_weights', jsonb_build_object(
                 (array['connection', 'comfort', 'energy', 'novelty', 'play', 'growth'])[1 + floor(pg_temp.chance(c.n, 420 + i) * 6)::int],
                 round(pg_temp.chance(c.n, 430 + i)::numeric, 2), 'fun', round(pg_temp.chance(c.n, 440 + i)::numeric, 2)),
               'preferred_windows', case when pg_temp.chance(c.n, 450 + i) < 0.6
                 then jsonb_build_array((array['morning', 'day', 'evening', 'night'])[1 + floor(pg_temp.chance(c.n, 460 + i) * 4)::int])
                 else '[]'::jsonb end)), '[]'::jsonb) as patterns
      from generate_series(1, (pg_temp.chance(c.n, 14) * 5)::int) i
    ) a
    """,
    """
    insert into entitlements (user_id, eligible_to_participate, expires_at)
    select id, not (odd and kind between 0.7 and 0.8),
           case when odd and kind between 0.8 and 0.9 then %(now)s::timestamptz - interval '1 day'
                when pg_temp.chance(n, 15) < 0.5 then %(now)s::timestamptz + interval '20 days' end
    from crowd
    """,
    """
    insert into user_ratings (user_id, openness, appeal, last_invited_at, priority_since)
    select id, pg_temp.chance(n, 16), pg_temp.chance(n, 17), case when pg_temp.chance(n, 18) < 0.5 then joined end,
           case when pg_temp.chance(n, 19) < %(turned_away)s then joined end
    from crowd where pg_temp.chance(n, 20) < 0.9
    """,
    """
    insert into kith.holds (person_id, state, applied_at)
    select id, 'soft_hold', joined from crowd where odd and kind >= 0.9 and kind < 0.95
    """,
    """
    insert into kith.sms_opt_outs (phone_hash, action, words, channel, product, recorded_at)
    select lpad(to_hex(n), 64, '0'), 'stop', 'STOP', 'sms', 'josh', joined from crowd where odd and kind >= 0.95
    """,
)


# Each costs a search path of its own per row and per generated column; what is written here is known to have the shapes.
_SHAPES = ("is_fingerprint", "is_activity_patterns", "is_boundaries")


class Crowd:
    """People, LinkUps and what happened to them, in one region. `connection` is the owner's, in autocommit."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True, options="-c search_path=josh,pg_temp")
        self.connection.execute(_CHANCE)
        self.region: UUID = self._one(
            """
            insert into regions (slug, display_name, state, geometry, time_zone)
            values (%s, 'Crowded', 'open', '{"zips": ["78701"]}', 'UTC') returning id
            """,
            f"crowded-{uuid4()}",
        )
        self._next = 1

    def close(self) -> None:
        self.connection.close()

    def _one(self, query: str, *arguments: object) -> Any:
        row = self.connection.execute(query, arguments).fetchone()
        assert row is not None
        return row[0]

    def grow(
        self,
        count: int,
        now: datetime,
        activities: list[str],
        *,
        oddity: float = 0.1,
        turned_away: float = 0.0,
    ) -> list[UUID]:
        """So many more people. `oddity` is the share that fails some filter by themselves."""
        values = {
            "first": self._next,
            "count": count,
            "now": now,
            "region": self.region,
            "oddity": oddity,
            "turned_away": turned_away,
            "activities": activities,
        }
        self._next += count
        with self.connection.transaction():
            self.connection.execute("set local session_replication_role = replica")
            self.connection.execute(_PEOPLE, values)
            checks = {
                name: self._one(f"select pg_get_functiondef('{name}(jsonb)'::regprocedure)")
                for name in _SHAPES
            }
            for name in _SHAPES:
                self.connection.execute(
                    f"create or replace function {name}(v jsonb) returns boolean language sql immutable as 'select true'"
                )
            for statement in _WRITE:
                self.connection.execute(statement, values)
            for check in checks.values():
                self.connection.execute(check)
            assert self._one(
                """
                select bool_and(is_fingerprint(fingerprint) and is_activity_patterns(activity_patterns) and is_boundaries(boundaries))
                from (select * from profiles order by id limit 100) few
                """
            )
            people = [row[0] for row in self.connection.execute("select id from crowd order by n")]
        for table in ("users", "profiles", "entitlements", "user_ratings"):
            self.connection.execute(f"analyze {table}")
        return people

    def linkup(
        self,
        group: list[UUID],
        starts_at: datetime,
        ends_at: datetime,
        *,
        brief: dict[str, Any],
        arm: str = "scored",
        max_size: int = 6,
    ) -> UUID:
        """A LinkUp that gathers people; the first of the group started it, the others are in."""
        linkup = uuid4()
        with self.connection.transaction():
            self.connection.execute(
                """
                insert into linkups (id, initiator_user_id, region_id, brief, starts_at, ends_at, acceptance_window_ends_at, min_size,
                                     max_size, selection_arm, linkup_create_key)
                values (%s, %s, %s, %s, %s, %s, %s, 2, %s, %s, %s)
                """,
                (
                    linkup,
                    group[0],
                    self.region,
                    Jsonb(brief),
                    starts_at,
                    ends_at,
                    starts_at,
                    max_size,
                    arm,
                    str(linkup),
                ),
            )
            self.connection.execute("update linkups set state = 'broadcasting' where id = %s", (linkup,))
            for person in group[1:]:
                self.connection.execute(
                    """
                    insert into linkup_invites (linkup_id, invited_user_id, idempotency_key) values (%s, %s, %s)
                    """,
                    (linkup, person, f"{linkup}:{person}"),
                )
            self.connection.execute(
                "update linkup_invites set state = 'accepted' where linkup_id = %s", (linkup,)
            )
        return linkup
