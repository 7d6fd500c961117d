-- name: people_of_region(region_id, after_id, at_most)
-- A region's people with everything scores and filters need of them, in pages by id.
select u.id, u.region_id, u.state::text as state, u.birthday, u.latitude, u.longitude, u.paused_at, u.suspended_at, u.deleted_at, u.created_at,
       p.state::text as profile_state, p.completed_at, p.factor_values, p.factor_confidences, p.factor_observed_on, p.activity_patterns,
       p.boundaries, coalesce(e.eligible_to_participate, false) as participates, e.expires_at as entitlement_expires_at,
       coalesce(r.openness, 0.5) as openness, coalesce(r.appeal, 0.5) as appeal, r.last_invited_at, r.priority_since
from users u join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id left join user_ratings r on r.user_id = u.id
where u.region_id = :region_id and u.id > :after_id
order by u.id limit :at_most;

-- name: people(ids)
-- The same of these people, wherever they live now.
select u.id, u.region_id, u.state::text as state, u.birthday, u.latitude, u.longitude, u.paused_at, u.suspended_at, u.deleted_at, u.created_at,
       p.state::text as profile_state, p.completed_at, p.factor_values, p.factor_confidences, p.factor_observed_on, p.activity_patterns,
       p.boundaries, coalesce(e.eligible_to_participate, false) as participates, e.expires_at as entitlement_expires_at,
       coalesce(r.openness, 0.5) as openness, coalesce(r.appeal, 0.5) as appeal, r.last_invited_at, r.priority_since
from users u join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id left join user_ratings r on r.user_id = u.id
where u.id = any (:ids::uuid[]);

-- name: changed_since(moment)
-- Whoever changed in a way that could matter.
select id from users where updated_at > :moment
union select user_id from profiles where updated_at > :moment
union select user_id from entitlements where updated_at > :moment
union select user_id from user_ratings where updated_at > :moment;

-- name: invites_since(moment)
-- Who was asked since then, and when.
select invited_user_id, sent_at from linkup_invites where sent_at > :moment;

-- name: house_now()$
-- The database's idea of now.
select kith.now();

-- name: linkup(id)^
-- What a LinkUp asks of candidates.
select l.id, l.region_id, l.brief, l.starts_at, l.ends_at, l.time_zone, l.selection_arm, l.initiator_user_id, r.rules
from linkups l join regions r on r.id = l.region_id where l.id = :id;

-- name: seated_in(linkup_id)
-- Who is in already.
select user_id from linkup_seats where linkup_id = :linkup_id order by taken_at, user_id;

-- name: asked_for(linkup_id)
-- Who was asked already.
select invited_user_id from linkup_invites where linkup_id = :linkup_id;

-- name: apart_from(members)
-- With whom the group must not be: blocks either way, and an earlier no in a contact exchange either way.
select 'block' as why, blocked_id as other, blocker_id as member from kith.blocks where blocker_id = any (:members::uuid[])
union all select 'block', blocker_id, blocked_id from kith.blocks where blocked_id = any (:members::uuid[])
union all select 'no', target_user_id, chooser_user_id from contact_exchange_choices where chooser_user_id = any (:members::uuid[]) and not choice
union all select 'no', chooser_user_id, target_user_id from contact_exchange_choices where target_user_id = any (:members::uuid[]) and not choice;

-- name: busy_in(region_id, starts_at, ends_at, linkup_id)
-- Who holds a seat at that time, and when exactly.
select s.user_id, l.starts_at, l.ends_at from linkups l join linkup_seats s on s.linkup_id = l.id
where l.region_id = :region_id and l.state in ('broadcasting', 'locked') and l.starts_at < :ends_at and l.ends_at > :starts_at and l.id <> :linkup_id;

-- name: on_hold()
-- On whom a hold is in force.
select person_id, state from kith.holds
where state <> 'none' and cleared_at is null and (expires_at is null or expires_at > kith.now());

-- name: met_with(members, earliest, latest)
-- Whom the group meets or met in that time, and whether both said “again”.
select mine.user_id as member, theirs.user_id as other, coalesce(l.event_time, l.starts_at) as met_at,
       coalesce(a.do_again, false) and coalesce(b.do_again, false) as both_again
from linkup_participants mine
join linkup_participants theirs on theirs.linkup_id = mine.linkup_id and theirs.user_id <> mine.user_id
join linkups l on l.id = mine.linkup_id and l.state in ('locked', 'completed')
left join linkup_outcomes a on a.linkup_id = l.id and a.user_id = mine.user_id
left join linkup_outcomes b on b.linkup_id = l.id and b.user_id = theirs.user_id
where mine.user_id = any (:members::uuid[]) and mine.status in ('confirmed', 'attended') and theirs.status in ('confirmed', 'attended')
  and coalesce(l.event_time, l.starts_at) between :earliest and :latest;
