-- name: ensure_profile(user_id)!
-- Every person has one profile.
insert into profiles (user_id) values (:user_id) on conflict (user_id) do nothing;

-- name: lock_profile(user_id)^
-- The profile, held until the transaction ends: one writer a person.
select id, state::text as state, fingerprint, activity_patterns, boundaries, preferences, completed_at, last_interview_step
from profiles where user_id = :user_id for update;

-- name: insert_event(id, user_id, event_type, source, payload, idempotency_key, correlation_id)<!
-- One piece of evidence, once.
insert into profile_events (id, user_id, event_type, source, payload, idempotency_key, correlation_id)
values (:id, :user_id, :event_type, :source, :payload, :idempotency_key, :correlation_id)
on conflict (idempotency_key) do nothing returning id;

-- name: events_of(user_id)
-- Everything a profile is made of.
select id, created_at, event_type, source, payload, idempotency_key from profile_events where user_id = :user_id order by seq;

-- name: store_profile(user_id, fingerprint, state, stale_at, completed)!
-- The profile as its events make it.
update profiles set fingerprint = :fingerprint, state = :state::text::profile_state, stale_at = :stale_at,
                    completed_at = case when :completed then coalesce(completed_at, kith.now()) else completed_at end
where user_id = :user_id;

-- name: store_patterns(user_id, activity_patterns)!
-- What a person likes to do.
update profiles set activity_patterns = :activity_patterns where user_id = :user_id;

-- name: store_boundaries(user_id, boundaries)!
-- What a person will not do.
update profiles set boundaries = :boundaries where user_id = :user_id;

-- name: store_step(user_id, step)!
-- Where the interview stands.
update profiles set last_interview_step = :step where user_id = :user_id;

-- name: activate(user_id)!
-- Enough is known: the person can be invited.
update users set state = 'active' where id = :user_id and state = 'interviewing';

-- name: gone_stale(now, at_most)
-- Profiles whose oldest factor has become too old.
select user_id from profiles where stale_at <= :now and state in ('complete_mvp', 'complete_full') order by stale_at limit :at_most;

-- name: mark_stale(user_id)!
-- Too old to be sure of.
update profiles set state = 'stale' where user_id = :user_id and state in ('complete_mvp', 'complete_full');

-- name: count_reply(user_id, accepted, prior_mean, prior_strength)!
-- One more answered invite; openness is the share of yes, shrunk to the mean while few.
insert into user_ratings (user_id, invites_answered, invites_accepted, openness)
values (:user_id, 1, :accepted::int, (:prior_mean::real * :prior_strength::real + :accepted::int) / (:prior_strength::real + 1))
on conflict (user_id) do update set
  invites_answered = user_ratings.invites_answered + 1,
  invites_accepted = user_ratings.invites_accepted + :accepted::int,
  openness = (:prior_mean::real * :prior_strength::real + user_ratings.invites_accepted + :accepted::int)
             / (:prior_strength::real + user_ratings.invites_answered + 1);
