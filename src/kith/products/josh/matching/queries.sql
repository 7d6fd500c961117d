-- name: linkup(id)^
-- What a broadcasting LinkUp asks of candidates.
select l.id, l.region_id, l.brief, l.starts_at, l.ends_at, l.time_zone, l.selection_arm, l.initiator_user_id, r.rules
from linkups l join regions r on r.id = l.region_id where l.id = :id and l.state = 'broadcasting';

-- name: seated_in(linkup_id)
-- Who is in: the initiator and whoever accepted.
select user_id from linkup_seats where linkup_id = :linkup_id order by taken_at, user_id;

-- name: ids_in_region(region_id)
-- Everybody of a region.
select id from users where region_id = :region_id and state <> 'deleted';

-- name: people(ids)
-- All that scores and filters need of these people, wherever they live now; without a profile nothing is known of them.
select u.id, u.region_id, u.state::text as state, u.birthday, u.latitude, u.longitude, u.paused_at, u.suspended_at, u.deleted_at,
       p.state::text as profile_state, p.completed_at, p.activity_patterns, p.boundaries,
       coalesce(p.factor_values, array_fill(0.5::real, array[12])) as factor_values,
       coalesce(p.factor_confidences, array_fill(0::real, array[12])) as factor_confidences,
       coalesce(p.factor_observed_on, array_fill(null::date, array[12])) as factor_observed_on,
       coalesce(e.eligible_to_participate, false) as participates, e.expires_at as entitlement_expires_at,
       coalesce(r.openness, 0.5::real) as openness, coalesce(r.appeal, 0.5::real) as appeal, r.priority_since,
       coalesce(r.last_invited_at, u.created_at) as waiting_since
from users u left join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id left join user_ratings r on r.user_id = u.id
where u.id = any (:ids::uuid[]);

-- name: horizon()^
-- The oldest transaction that may still commit something, and this one's number if it wrote anything.
select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest, pg_current_xact_id_if_assigned()::text::bigint as own;

-- name: changes(since)
-- About whom something was written in this transaction or a later one, and in which.
select id, changed_in::text::bigint as changed_in from users where changed_in >= :since::bigint::text::xid8
union all select user_id, changed_in::text::bigint from profiles where changed_in >= :since::bigint::text::xid8
union all select user_id, changed_in::text::bigint from entitlements where changed_in >= :since::bigint::text::xid8
union all select user_id, changed_in::text::bigint from user_ratings where changed_in >= :since::bigint::text::xid8
union all select invited_user_id, changed_in::text::bigint from linkup_invites where changed_in >= :since::bigint::text::xid8;

-- name: invites_since(since)
-- Who was invited since then, and when.
select invited_user_id, sent_at from linkup_invites where sent_at > :since;

-- name: invites_of(ids, since)
-- When these people were invited since then.
select invited_user_id, sent_at from linkup_invites where invited_user_id = any (:ids::uuid[]) and sent_at > :since;

-- name: ruled_out(linkup_id, members, region_id, now, starts_at, ends_at, earliest, latest)
-- Whom it is no use to look at: kept apart from the group, on hold, busy then, met lately, asked before. Narrows only; `judge` decides.
select blocked_id as id from kith.blocks where blocker_id = any (:members::uuid[])
union all select blocker_id from kith.blocks where blocked_id = any (:members::uuid[])
union all select target_user_id from contact_exchange_choices where chooser_user_id = any (:members::uuid[]) and not choice
union all select chooser_user_id from contact_exchange_choices where target_user_id = any (:members::uuid[]) and not choice
union all select person_id from kith.holds
  where state <> 'none' and cleared_at is null and (expires_at is null or expires_at > :now::timestamptz)
union all select s.user_id from linkups l join linkup_seats s on s.linkup_id = l.id
  where l.region_id = :region_id and l.state in ('broadcasting', 'locked')
    and l.starts_at < :ends_at::timestamptz and l.ends_at > :starts_at::timestamptz
union all select theirs.user_id from linkup_seats mine
  join linkups l on l.id = mine.linkup_id join linkup_seats theirs on theirs.linkup_id = l.id
  where mine.user_id = any (:members::uuid[]) and l.state in ('broadcasting', 'locked')
    and coalesce(l.event_time, l.starts_at) > :earliest::timestamptz and coalesce(l.event_time, l.starts_at) < :latest::timestamptz
union all select theirs.user_id from linkup_participants mine
  join linkups l on l.id = mine.linkup_id join linkup_participants theirs on theirs.linkup_id = l.id
  left join linkup_outcomes a on a.linkup_id = l.id and a.user_id = mine.user_id
  left join linkup_outcomes b on b.linkup_id = l.id and b.user_id = theirs.user_id
  where mine.user_id = any (:members::uuid[]) and l.state = 'completed'
    and mine.status in ('confirmed', 'attended') and theirs.status in ('confirmed', 'attended')
    and coalesce(l.event_time, l.starts_at) > :earliest::timestamptz and coalesce(l.event_time, l.starts_at) < :latest::timestamptz
    and not (coalesce(a.do_again, false) and coalesce(b.do_again, false))
union all select invited_user_id from linkup_invites where linkup_id = :linkup_id
union all select unnest(:members::uuid[]);

-- name: still_stopped(ids)
-- Those of these people whose newest word about texts is STOP.
select id from users where id = any (:ids::uuid[]) and not kith.sms_allowed(phone_hash);

-- name: judge(ids, linkup_id, members, region_id, now, starts_at, ends_at, activity_terms, window_terms, constraints, born_from, born_to)
-- The hard filters of filters.py by their names, for each of these people and a group, as of now; and whether they can still be asked at all.
select u.id,
  coalesce(u.region_id = :region_id, false) as region,
  coalesce(e.eligible_to_participate and (e.expires_at is null or e.expires_at > :now::timestamptz), false) as entitled,
  not exists (
    select 1 from kith.holds h
    where h.person_id = u.id and h.state <> 'none' and h.cleared_at is null and (h.expires_at is null or h.expires_at > :now::timestamptz)
  ) as not_on_hold,
  u.state = 'active' and u.suspended_at is null and u.deleted_at is null and u.paused_at is null and kith.sms_allowed(u.phone_hash)
    as verified_and_active,
  coalesce(p.state in ('complete_mvp', 'complete_full') or (p.state = 'stale' and p.completed_at is not null), false) as profile_complete,
  not exists (
    select 1 from kith.blocks b
    where (b.blocker_id = u.id and b.blocked_id = any (:members::uuid[])) or (b.blocked_id = u.id and b.blocker_id = any (:members::uuid[]))
  ) as not_blocked,
  not exists (
    select 1 from contact_exchange_choices c
    where not c.choice and ((c.chooser_user_id = u.id and c.target_user_id = any (:members::uuid[]))
                            or (c.target_user_id = u.id and c.chooser_user_id = any (:members::uuid[])))
  ) as no_earlier_no,
  not exists (
    select 1 from linkup_seats s
    where s.user_id = u.id and s.linkup_id <> :linkup_id and s.during && tstzrange(:starts_at::timestamptz, :ends_at::timestamptz)
  ) as not_confirmed_in_window,
  (
    select count(*) < 3 from linkup_invites i where i.invited_user_id = u.id and i.sent_at > :now::timestamptz - interval '7 days'
  ) as invited_fewer_than_3_this_week,
  not coalesce(p.boundaries -> 'no_thanks' ?| :activity_terms::text[], false) as activity_welcome,
  not coalesce(p.boundaries -> 'no_thanks' ?| :window_terms::text[], false) as window_welcome,
  not exists (
    select 1 from jsonb_each(coalesce(p.boundaries -> 'hard_constraints', '{}'::jsonb)) mine
    where jsonb_typeof(mine.value) = 'boolean' and mine.value <> :constraints::jsonb -> mine.key
  ) as constraints_compatible,
  u.birthday between :born_from::date and :born_to::date as age_band,
  not exists (
    select 1 from linkup_seats theirs
    join linkup_seats mine on mine.linkup_id = theirs.linkup_id and mine.user_id = any (:members::uuid[])
    join linkups l on l.id = theirs.linkup_id and l.state in ('broadcasting', 'locked')
    where theirs.user_id = u.id
      and coalesce(l.event_time, l.starts_at) > :starts_at::timestamptz - interval '56 days'
      and coalesce(l.event_time, l.starts_at) < :starts_at::timestamptz + interval '56 days'
  ) and not exists (
    select 1 from linkup_participants theirs
    join linkup_participants mine on mine.linkup_id = theirs.linkup_id and mine.user_id = any (:members::uuid[])
    join linkups l on l.id = theirs.linkup_id and l.state = 'completed'
    left join linkup_outcomes a on a.linkup_id = l.id and a.user_id = theirs.user_id
    left join linkup_outcomes b on b.linkup_id = l.id and b.user_id = mine.user_id
    where theirs.user_id = u.id and theirs.status in ('confirmed', 'attended') and mine.status in ('confirmed', 'attended')
      and not (coalesce(a.do_again, false) and coalesce(b.do_again, false))
      and coalesce(l.event_time, l.starts_at) > :starts_at::timestamptz - interval '56 days'
      and coalesce(l.event_time, l.starts_at) < :starts_at::timestamptz + interval '56 days'
  ) as not_met_within_8_weeks,
  u.id <> all (:members::uuid[]) and not exists (
    select 1 from linkup_invites i where i.linkup_id = :linkup_id and i.invited_user_id = u.id
  ) as unasked,
  not kith.sms_allowed(u.phone_hash) as stopped
from users u left join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id
where u.id = any (:ids::uuid[]);
