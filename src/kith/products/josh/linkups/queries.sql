-- name: may_initiate(user_id)^
-- Everything that decides whether a person may start a LinkUp, in one row.
select u.state::text as state,
       u.region_id,
       u.paused_at is not null as paused,
       p.state::text as profile_state,
       coalesce(e.eligible_to_initiate, false) as entitled,
       r.state::text as region_state,
       r.display_name as region_name,
       r.time_zone as region_zone,
       r.country,
       r.subdivision,
       kith.hold_state(u.id) as hold
from users u
left join profiles p on p.user_id = u.id
left join entitlements e on e.user_id = u.id and (e.expires_at is null or e.expires_at > kith.now())
left join regions r on r.id = u.region_id
where u.id = :user_id;

-- name: find_by_create_keys(keys)^
-- The LinkUp that one of these keys already made.
select id, state::text as state, created_at from linkups where linkup_create_key = any(:keys::text[]) order by created_at desc limit 1;

-- name: insert_draft(id, initiator_user_id, region_id, brief, time_zone, starts_at, ends_at, window_ends_at, min_size, max_size, arm, create_key, correlation_id)<!
-- A LinkUp as its initiator confirmed it; nothing when the same brief made one already.
insert into linkups (id, initiator_user_id, region_id, brief, time_zone, starts_at, ends_at, acceptance_window_ends_at, min_size, max_size,
                     selection_arm, linkup_create_key, correlation_id)
values (:id, :initiator_user_id, :region_id, :brief, :time_zone, :starts_at, :ends_at, :window_ends_at, :min_size, :max_size,
        :arm, :create_key, :correlation_id)
on conflict (linkup_create_key) do nothing
returning id;

-- name: start_broadcasting(id)!
-- From draft to broadcasting; the initiator takes the first seat, the first wave is due at once.
update linkups set state = 'broadcasting', next_wave_at = kith.now() where id = :id and state = 'draft';

-- name: lock_row(id)^
-- The LinkUp, held until this transaction ends. Whoever changes seats, invites or state takes this lock first.
select id, initiator_user_id, region_id, state::text as state, brief, acceptance_window_ends_at, event_time, venue, min_size, max_size,
       lock_version, time_zone, starts_at, ends_at, next_wave_at, waves_sent, selection_arm, seats_taken, created_at
from linkups where id = :id for update;

-- name: lock_row_if_free(id)^
-- As lock_row, but nothing when another worker holds it.
select id, initiator_user_id, region_id, state::text as state, brief, acceptance_window_ends_at, event_time, venue, min_size, max_size,
       lock_version, time_zone, starts_at, ends_at, next_wave_at, waves_sent, selection_arm, seats_taken, created_at
from linkups where id = :id for update skip locked;

-- name: look_at(id)^
-- The LinkUp as it is now, without holding it.
select id, initiator_user_id, region_id, state::text as state, brief, acceptance_window_ends_at, event_time, venue, min_size, max_size,
       lock_version, time_zone, starts_at, ends_at, next_wave_at, waves_sent, selection_arm, seats_taken, created_at
from linkups where id = :id;

-- name: due_for_attention(now, merge_before, at_most)
-- Broadcasting LinkUps whose next wave or whose window's end has come, or whose end is near with too few people (they may be joined).
select id from linkups
where state = 'broadcasting' and (next_wave_at <= :now or acceptance_window_ends_at <= :now
      or (acceptance_window_ends_at - :merge_before::interval <= :now and seats_taken < min_size))
order by least(next_wave_at, acceptance_window_ends_at) limit :at_most;

-- name: count_pending(linkup_id)$
-- Invites still waiting for an answer.
select count(*)::int from linkup_invites where linkup_id = :linkup_id and state = 'pending';

-- name: insert_invites(linkup_id, user_ids, wave, expires_at, explainability)
-- One invite for each person, once for ever; those already asked are passed over.
insert into linkup_invites (linkup_id, invited_user_id, wave, sent_at, expires_at, idempotency_key, explainability)
select :linkup_id::uuid, person, :wave, kith.now(), :expires_at, 'linkup:' || (:linkup_id::uuid)::text || ':invite:' || person::text, why
from unnest(:user_ids::uuid[], :explainability::jsonb[]) as chosen (person, why)
on conflict (linkup_id, invited_user_id) do nothing
returning id, invited_user_id;

-- name: note_invited(user_ids)!
-- Remember when each of these people was last asked.
insert into user_ratings (user_id, last_invited_at)
select person, kith.now() from unnest(:user_ids::uuid[]) as asked (person)
on conflict (user_id) do update set last_invited_at = excluded.last_invited_at, priority_since = null;

-- name: after_wave(id, next_wave_at, waves_sent)!
-- When the next wave is due.
update linkups set next_wave_at = :next_wave_at, waves_sent = :waves_sent where id = :id;

-- name: wave_now(id)!
-- A seat came free: the next wave is due at once.
update linkups set next_wave_at = kith.now() where id = :id and state = 'broadcasting';

-- name: pending_invite(user_id, invite_id)^
-- The invite a reply means: the one named, else the person's newest unanswered one, else the newest that just closed.
select i.id, i.linkup_id, i.state::text as state, i.offered_options, i.closed_at, i.expires_at, i.late_reply_at, l.state::text as linkup_state
from linkup_invites i join linkups l on l.id = i.linkup_id
where i.invited_user_id = :user_id
  and (i.id = :invite_id::uuid or (:invite_id::uuid is null and (i.state = 'pending'
       or (i.state in ('closed', 'expired', 'accepted', 'declined') and i.updated_at > kith.now() - interval '2 days'))))
order by i.state = 'pending' desc, i.sent_at desc nulls last limit 1;

-- name: invite_state(invite_id)$
-- Read again under the LinkUp's lock.
select state::text from linkup_invites where id = :invite_id;

-- name: accept_invite(invite_id, message_sid, option)!
-- Yes. The trigger takes a seat or refuses.
update linkup_invites set state = 'accepted', responded_at = kith.now(), response_message_sid = :message_sid, selected_option = :option
where id = :invite_id and state = 'pending';

-- name: decline_invite(invite_id, message_sid)!
-- No, or not any more.
update linkup_invites set state = 'declined', responded_at = kith.now(), response_message_sid = :message_sid
where id = :invite_id and state in ('pending', 'accepted');

-- name: note_late_yes(invite_id, user_id)!
-- A yes that came a moment late goes first next time.
with late as (
  update linkup_invites set late_reply_at = coalesce(late_reply_at, kith.now()) where id = :invite_id returning invited_user_id
)
insert into user_ratings (user_id, priority_since) select :user_id, kith.now() from late
on conflict (user_id) do update set priority_since = coalesce(user_ratings.priority_since, excluded.priority_since);

-- name: lock_linkup(id, lock_version, event_time, starts_at, ends_at, venue, venue_id)$
-- Exactly one caller gets the new lock_version; the trigger writes the participants from the seats.
update linkups set state = 'locked', lock_version = lock_version + 1, event_time = :event_time, starts_at = :starts_at, ends_at = :ends_at,
                   venue = :venue, venue_id = :venue_id, next_wave_at = null
where id = :id and state = 'broadcasting' and lock_version = :lock_version
returning lock_version;

-- name: close_pending(linkup_id)
-- Every unanswered invite closes.
update linkup_invites set state = 'closed', closed_at = kith.now() where linkup_id = :linkup_id and state = 'pending' returning id, invited_user_id;

-- name: expire_pending(linkup_id)
-- Every unanswered invite of a LinkUp that did not come together expires.
update linkup_invites set state = 'expired', closed_at = kith.now() where linkup_id = :linkup_id and state = 'pending' returning id, invited_user_id;

-- name: close_accepted(linkup_id)
-- Those who had said yes to a LinkUp that will not be.
update linkup_invites set state = 'closed', closed_at = kith.now() where linkup_id = :linkup_id and state = 'accepted' returning id, invited_user_id;

-- name: expire_linkup(id)!
-- Not enough people by the end of the window.
update linkups set state = 'expired', next_wave_at = null where id = :id and state = 'broadcasting';

-- name: cancel_linkup(id, reason)!
-- Called off.
update linkups set state = 'canceled', canceled_reason = :reason, next_wave_at = null where id = :id and state in ('draft', 'broadcasting', 'locked');

-- name: set_merged_into(id, target)!
-- Which LinkUp took over the people of this one.
update linkups set merged_into = :target where id = :id;

-- name: people_in(linkup_id)
-- Who holds a seat, with what a text needs.
select u.id, u.first_name, u.phone_e164, u.phone_hash, s.user_id = l.initiator_user_id as initiator
from linkup_seats s join linkups l on l.id = s.linkup_id join users u on u.id = s.user_id
where s.linkup_id = :linkup_id order by s.taken_at, u.id;

-- name: participants_of(linkup_id)
-- Who is coming, with what a text needs.
select u.id, u.first_name, u.phone_e164, u.phone_hash, p.role, p.status, p.id as participant_id
from linkup_participants p join users u on u.id = p.user_id
where p.linkup_id = :linkup_id and p.status = 'confirmed' order by p.joined_at, u.id;

-- name: region_of(region_id)^
-- Zone and place of a region.
select id, display_name, time_zone, country, subdivision from regions where id = :region_id;

-- name: venues_in(region_id)
-- Public places of a region.
select id, name, kind, address, latitude, longitude, constraints, activity_keys, capacity from venues
where region_id = :region_id and public and active order by name;

-- name: recent_venues(region_id)
-- Places used in the last two weeks, so that they are not always the same.
select venue_id from linkups where region_id = :region_id and venue_id is not null and locked_at > kith.now() - interval '14 days';

-- name: insert_reminder(linkup_id, reminder_type, scheduled_for)!
-- A reminder, once for each LinkUp and kind.
insert into linkup_reminders (linkup_id, reminder_type, scheduled_for, idempotency_key)
values (:linkup_id::uuid, :reminder_type::text, :scheduled_for, 'linkup:' || (:linkup_id::uuid)::text || ':reminder:' || :reminder_type::text)
on conflict (idempotency_key) do nothing;

-- name: due_reminders(now, at_most)
-- Reminders whose time has come, each taken by one worker.
select r.id, r.linkup_id, r.reminder_type, r.scheduled_for, l.state::text as linkup_state, l.event_time, l.venue, l.brief, l.time_zone
from linkup_reminders r join linkups l on l.id = r.linkup_id
where r.status = 'pending' and r.scheduled_for <= :now
order by r.scheduled_for limit :at_most for update of r skip locked;

-- name: finish_reminder(id, status)!
-- A reminder went out, or was not worth sending any more.
update linkup_reminders set status = :status::text, sent_at = case when :status::text = 'sent' then kith.now() end where id = :id;

-- name: current_linkup_of(user_id)^
-- The next LinkUp a person is confirmed for, or is gathering people for.
select l.id, l.state::text as state, l.initiator_user_id, l.event_time, l.starts_at, l.brief, l.time_zone, p.id as participant_id, p.role
from linkups l left join linkup_participants p on p.linkup_id = l.id and p.user_id = :user_id and p.status = 'confirmed'
where (l.state = 'locked' and p.id is not null and l.ends_at > kith.now())
   or (l.state = 'broadcasting' and exists (select 1 from linkup_seats s where s.linkup_id = l.id and s.user_id = :user_id))
order by l.state = 'locked' desc, coalesce(l.event_time, l.starts_at) limit 1;

-- name: cancel_participation(linkup_id, user_id, late)!
-- One person cannot come.
update linkup_participants set status = 'canceled', left_at = kith.now(), late_cancel = :late
where linkup_id = :linkup_id and user_id = :user_id and status = 'confirmed';

-- name: note_running_late(linkup_id, user_id)!
-- One person comes late.
update linkup_participants set running_late_at = kith.now() where linkup_id = :linkup_id and user_id = :user_id and status = 'confirmed';

-- name: due_for_completion(now, at_most)
-- Locked LinkUps that are over.
select id from linkups where state = 'locked' and ends_at <= :now order by ends_at limit :at_most;

-- name: complete_linkup(id)!
-- It has taken place.
update linkups set state = 'completed' where id = :id and state = 'locked';

-- name: merge_candidates(id, region_id, activity_key, starts_at, ends_at)
-- Other LinkUps of the same region, activity and time that are still gathering people.
select id, initiator_user_id, brief, min_size, max_size, seats_taken, starts_at, ends_at, acceptance_window_ends_at, created_at
from linkups
where state = 'broadcasting' and region_id = :region_id and id <> :id and brief ->> 'activity_key' = :activity_key
  and starts_at = :starts_at and ends_at = :ends_at
order by created_at, id limit 10;

-- name: pending_invite_of(linkup_id, user_id)^
-- This person's invite to this LinkUp.
select id, state::text as state from linkup_invites where linkup_id = :linkup_id and invited_user_id = :user_id;

-- name: drop_unsent_text(key)$
-- Take back a text nobody has begun to send; its id, or nothing.
update sms_outbound_jobs set status = 'failed', last_error = 'answered otherwise'
where idempotency_key = :key and status = 'pending' and provider_called_at is null
returning id;

-- name: text_sent_at(key)$
-- When a text went out, if it did.
select sent_at from sms_outbound_jobs where idempotency_key = :key;

-- name: quiet_rules()
-- When texts may go out, by place.
select country, subdivision, weekday, allowed_from, allowed_until from quiet_rules;
