-- name: changed_people(since)
-- Everybody written by transactions from this number on, as suggestions need them; for the service.
select p.id, p.changed_in::text::bigint as changed_in, u.birth_date, u.status = 'active' as active, p.latitude, p.longitude,
       m.absentee_rating as reliability,
       not exists (select 1 from attendance a where a.profile_id = p.id and a.status in ('attended', 'late')) as newcomer,
       array(select i.interest_id from profile_interests i where i.profile_id = p.id order by i.interest_id limit 20) as interests
from social_profiles p join users u on u.id = p.user_id left join user_internal_metrics m on m.user_id = u.id
where p.changed_in >= :since::text::xid8;

-- name: all_people()
-- Everybody, once, in bulk; for the service.
select p.id, p.changed_in::text::bigint as changed_in, u.birth_date, u.status = 'active' as active, p.latitude, p.longitude,
       coalesce(m.absentee_rating, 1) as reliability, a.profile_id is null as newcomer, coalesce(i.interests, '{}') as interests
from social_profiles p
join users u on u.id = p.user_id
left join user_internal_metrics m on m.user_id = u.id
left join (select distinct profile_id from attendance where status in ('attended', 'late')) a on a.profile_id = p.id
left join (select profile_id, array_agg(interest_id) as interests from profile_interests group by profile_id) i on i.profile_id = p.id;

-- name: horizon()$
-- Transactions from this number on may not be visible yet.
select pg_snapshot_xmin(pg_current_snapshot())::text;

-- name: interest_names()
-- The catalogue.
select id, name from interests;

-- name: table(event)^
-- What an event is about and where it begins.
select e.id, e.starts_at, e.ends_at, e.time_zone, e.minimum_age, e.title, e.max_participants, e.seats_taken, h.user_id as host_user, p.id as host_profile,
       array(select interest_id from event_interests where event_id = e.id) as interests,
       array(select i.interest_id from profile_interests i where i.profile_id = p.id) as host_interests,
       array(select s.profile_id from seats s where s.event_id = e.id) as guests,
       (select l.latitude from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = e.id and s."order" = 1) as latitude,
       (select l.longitude from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = e.id and s."order" = 1) as longitude
from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id where e.id = :event;

-- name: guests_interests(event)
-- What guests share with those who might come, and whether it is their first event.
select s.profile_id, array(select i.interest_id from profile_interests i where i.profile_id = s.profile_id) as interests,
       not exists (select 1 from attendance a where a.profile_id = s.profile_id and a.status in ('attended', 'late')) as newcomer
from seats s where s.event_id = :event;

-- name: ruled_out(event, host_profile, starts_at, ends_at, week_ago, most_a_week)
-- Who is not to be suggested: asked already, with a block or a "rather not" between them and host or guests, busy then, on hold, asked often this week.
with here as (
  select s.profile_id, p.user_id from seats s join social_profiles p on p.id = s.profile_id where s.event_id = :event
  union
  select p.id, p.user_id from social_profiles p where p.id = :host_profile
)
select i.profile_id as id from invitations i where i.event_id = :event
union
select h.profile_id from here h
union
select o.id from here h join kith.blocks b on b.blocker_id = h.user_id join social_profiles o on o.user_id = b.blocked_id
union
select o.id from here h join kith.blocks b on b.blocked_id = h.user_id join social_profiles o on o.user_id = b.blocker_id
union
select c.connected_profile_id from here h join connections c on c.user_profile_id = h.profile_id and c.does_not_want_to_connect_again
union
select c.user_profile_id from here h join connections c on c.connected_profile_id = h.profile_id and c.does_not_want_to_connect_again
union
select s.profile_id from events e join seats s on s.event_id = e.id
where e.status in ('planned', 'confirmed') and e.starts_at < :ends_at and e.ends_at > :starts_at
union
select p.id from kith.holds d join social_profiles p on p.user_id = d.person_id
where d.state <> 'none' and d.cleared_at is null and (d.expires_at is null or d.expires_at > kith.now())
union
select i.profile_id from invitations i where i.created_at > :week_ago and i.source <> 'self' group by i.profile_id having count(*) >= :most_a_week;

-- name: goes_well(event, host_profile)
-- People with whom the host or a guest wants to meet again, and they too.
with here as (
  select s.profile_id from seats s where s.event_id = :event union select :host_profile::uuid
)
select distinct c.connected_profile_id as id from here h
join connections c on c.user_profile_id = h.profile_id and c.mutual_revealed_at is not null and c.wants_to_connect_again;

-- name: judged(event, ids)
-- Which of these may be guests, as the database has it now.
select x.id from unnest(:ids::uuid[]) with ordinality x (id, place) where refuse_guest(:event, x.id) is null order by x.place;

-- name: cards(ids)
-- What a host sees of those suggested.
select s.id, s.name, s.face_card_photo_id, s.photo_id, s.photo_authentic, s.bio, s.occupation, s.location, s.interests
from shown_profiles(:ids::uuid[]) s;
