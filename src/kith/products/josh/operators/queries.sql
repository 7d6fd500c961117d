-- name: linkups(state, at, id, at_most)
-- LinkUps, newest first, in one state or in any; after (at, id) when that is given.
select l.id, l.state::text as state, l.brief, l.time_zone, l.created_at, l.starts_at, l.event_time, l.waves_sent, l.seats_taken, l.min_size, l.max_size,
       l.selection_arm, r.display_name as region, u.first_name as initiator
from linkups l join regions r on r.id = l.region_id join users u on u.id = l.initiator_user_id
where (:state::text is null or l.state = :state::text::linkup_state)
  and (:at::timestamptz is null or (l.created_at, l.id) < (:at::timestamptz, :id::uuid))
order by l.created_at desc, l.id desc limit :at_most;

-- name: linkup(id)^
-- One LinkUp.
select l.id, l.state::text as state, l.brief, l.time_zone, l.created_at, l.starts_at, l.event_time, l.acceptance_window_ends_at, l.next_wave_at, l.waves_sent,
       l.seats_taken, l.min_size, l.max_size, l.selection_arm, l.canceled_reason, l.merged_into, l.venue ->> 'name' as venue,
       l.initiator_user_id, r.display_name as region, u.first_name as initiator
from linkups l join regions r on r.id = l.region_id join users u on u.id = l.initiator_user_id where l.id = :id;

-- name: timeline(id, at_most)
-- What happened to a LinkUp, its invites and its participants, in order.
select e.sequence, e.created_at, e.event_type, e.from_state, e.to_state, w.first_name
from (
  select 'linkup' as entity_type, :id::uuid as entity_id, null::text as first_name
  union all
  select 'invite', i.id, u.first_name from linkup_invites i join users u on u.id = i.invited_user_id where i.linkup_id = :id
  union all
  select 'participant', p.id, u.first_name from linkup_participants p join users u on u.id = p.user_id where p.linkup_id = :id
) w join domain_events e on e.entity_type = w.entity_type and e.entity_id = w.entity_id
order by e.sequence limit :at_most;

-- name: invites(id)
-- Who was asked in which wave, why, and what they answered.
select i.wave, i.state::text as state, i.invited_user_id, u.first_name, i.created_at, i.sent_at, i.expires_at, i.responded_at, i.late_reply_at, i.explainability
from linkup_invites i join users u on u.id = i.invited_user_id where i.linkup_id = :id order by i.wave, i.created_at, i.id;

-- name: participants(id)
-- Who is in a locked LinkUp, and who came.
select p.user_id, u.first_name, p.role, p.status, p.late_cancel, p.running_late_at, p.joined_at, p.left_at
from linkup_participants p join users u on u.id = p.user_id where p.linkup_id = :id order by p.role, p.joined_at, p.id;

-- name: people_by_region()
-- How many people are in each state in each region.
select r.id, r.display_name as region, r.state::text as region_state, u.state::text as state, count(u.id)::int as people
from regions r left join users u on u.region_id = r.id and u.state <> 'deleted'
group by r.id, r.display_name, r.state, u.state order by r.display_name, r.id;

-- name: people_by_zip(region_id, at_most)
-- How many people live in each area of a region (first three characters of the postal code), most first.
select left(u.postal_code, 3) as area, count(*)::int as people
from users u where u.region_id = :region_id and u.state <> 'deleted' and u.postal_code is not null
group by 1 order by 2 desc, 1 limit :at_most;

-- name: messages(user_id, at, id, at_most)
-- Texts in and out without their bodies, newest first, of one person or of all; after (at, id) when that is given.
select m.id, m.direction, m.status, m.error_code, m.created_at, m.last_status_at, m.handled_at, m.body_ciphertext is not null as kept, j.purpose, coalesce(j.kind = 'otp', false) as lets_in,
       case when w.number like '+%' then right(w.number, 4) end as last_four
from sms_messages m left join sms_outbound_jobs j on j.id = m.job_id
cross join lateral (select case m.direction when 'in' then m.from_e164 else m.to_e164 end as number) w
where (:user_id::uuid is null or m.user_id = :user_id)
  and (:at::timestamptz is null or (m.created_at, m.id) < (:at::timestamptz, :id::uuid))
order by m.created_at desc, m.id desc limit :at_most;

-- name: sealed_body(id)^
-- One text with its sealed body.
select m.id, m.direction, m.user_id, m.created_at, m.body_ciphertext, m.body_iv, m.body_tag, m.key_version, coalesce(j.kind = 'otp', false) as lets_in
from sms_messages m left join sms_outbound_jobs j on j.id = m.job_id where m.id = :id;

-- name: text_job(id)^
-- Whose text it is that is tried again.
select user_id, purpose from sms_outbound_jobs where id = :id;

-- name: holds(at_most)
-- Who of JOSH is set aside now, the newest first.
select h.person_id, u.first_name, h.state, h.reason, h.applied_at, h.expires_at, a.role as applied_by_role
from kith.holds h join users u on u.id = h.person_id left join kith.admins a on a.id = h.applied_by
where h.state <> 'none' and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
order by h.applied_at desc, h.id limit :at_most;

-- name: strikes(user_id, at_most)
-- JOSH's strikes that count now, of one person or of all.
select s.person_id, u.first_name, s.strike_type, s.points, s.reason, s.window_start, s.window_end
from kith.strikes s join users u on u.id = s.person_id
where s.product = 'josh' and s.window_start <= kith.now() and s.window_end > kith.now() and (:user_id::uuid is null or s.person_id = :user_id)
order by s.window_start desc, s.id limit :at_most;

-- name: arms_by_linkup()^
-- LinkUps that are decided, by how their people were chosen, and how many of them took place.
select count(*) filter (where selection_arm = 'scored')::int as scored_trials,
       count(*) filter (where selection_arm = 'scored' and state = 'completed')::int as scored_successes,
       count(*) filter (where selection_arm = 'random')::int as random_trials,
       count(*) filter (where selection_arm = 'random' and state = 'completed')::int as random_successes
from linkups where waves_sent > 0 and merged_into is null and state in ('completed', 'expired', 'canceled');

-- name: arms_by_invite()^
-- Invites that are answered or lapsed, and how many had a yes. A yes whose LinkUp came to nothing is closed, and was a yes all the same.
select count(*) filter (where a.arm = 'scored')::int as scored_trials,
       count(*) filter (where a.arm = 'scored' and a.yes)::int as scored_successes,
       count(*) filter (where a.arm = 'random')::int as random_trials,
       count(*) filter (where a.arm = 'random' and a.yes)::int as random_successes
from (
  select l.selection_arm as arm, i.state in ('accepted', 'closed') as yes
  from linkup_invites i join linkups l on l.id = i.linkup_id
  where l.merged_into is null and (i.state in ('accepted', 'declined', 'expired') or (i.state = 'closed' and i.responded_at is not null))
) a;

-- name: arms_by_outcome()^
-- People who were there and said whether they would meet again, and how many would.
select count(*) filter (where l.selection_arm = 'scored')::int as scored_trials,
       count(*) filter (where l.selection_arm = 'scored' and o.do_again)::int as scored_successes,
       count(*) filter (where l.selection_arm = 'random')::int as random_trials,
       count(*) filter (where l.selection_arm = 'random' and o.do_again)::int as random_successes
from linkup_outcomes o join linkups l on l.id = o.linkup_id
where l.state = 'completed' and o.attendance_response = 'attended' and o.do_again is not null;

-- name: person_by_phone(phone_hash)$
-- Whose number this is.
select id from users where phone_hash = :phone_hash;

-- name: person(id)^
-- One person as operators may see them.
select u.id, u.first_name, u.state::text as state, u.created_at, u.paused_at, u.time_zone, r.display_name as region,
       case when u.phone_e164 like '+%' then right(u.phone_e164, 4) end as last_four, c.mode::text as mode, p.state::text as profile, s.state::text as subscription
from users u left join regions r on r.id = u.region_id left join conversation_sessions c on c.user_id = u.id
left join profiles p on p.user_id = u.id left join subscriptions s on s.user_id = u.id
where u.id = :id;

-- name: linkups_of(user_id, at_most)
-- LinkUps somebody started, was asked to or is in, newest first.
select l.id, l.brief, l.state::text as state, l.created_at, l.event_time, i.state::text as invite, p.status
from linkups l left join linkup_invites i on i.linkup_id = l.id and i.invited_user_id = :user_id
left join linkup_participants p on p.linkup_id = l.id and p.user_id = :user_id
where l.initiator_user_id = :user_id or i.id is not null or p.id is not null
order by l.created_at desc, l.id limit :at_most;
