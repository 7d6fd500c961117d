-- name: user(id)^
-- The person as JOSH knows them.
select phone_e164, first_name, last_name, birthday, email, state::text as state, time_zone, postal_code, latitude, longitude, paused_at, created_at
from users where id = :id;

-- name: subscription(id)^
-- How they pay.
select state::text as state, current_period_end, cancel_at_period_end, stripe_subscription_id from subscriptions where user_id = :id;

-- name: profile(id)^
-- What JOSH thinks of them.
select state::text as state, fingerprint, activity_patterns, boundaries, preferences, completed_at from profiles where user_id = :id;

-- name: profile_events(id)
-- What that is made of.
select event_type, source, payload, created_at from profile_events where user_id = :id order by seq;

-- name: ratings(id)^
-- What replies taught.
select invites_answered, invites_accepted, openness, appeal, reliability, last_invited_at from user_ratings where user_id = :id;

-- name: memberships(id)
-- Where they belong or waited.
select r.display_name as region, m.status, m.joined_at, m.released_at, m.invited_at
from region_memberships m join regions r on r.id = m.region_id where m.user_id = :id order by m.joined_at;

-- name: linkups(id)
-- LinkUps they started or were in.
select l.id, l.brief, l.state::text as state, l.event_time, l.venue, p.role, p.status, l.created_at
from linkups l left join linkup_participants p on p.linkup_id = l.id and p.user_id = :id
where l.initiator_user_id = :id or p.id is not null order by l.created_at;

-- name: invites(id)
-- What they were asked to, and why.
select linkup_id, state::text as state, sent_at, responded_at, selected_option, explainability from linkup_invites where invited_user_id = :id order by created_at;

-- name: outcomes(id)
-- What they said afterwards.
select linkup_id, attendance_response, do_again, feedback, created_at from linkup_outcomes where user_id = :id order by created_at;

-- name: choices(id)
-- With whom they would share their number: their own choices only.
select linkup_id, choice, created_at from contact_exchange_choices where chooser_user_id = :id order by created_at;

-- name: exchanges(id)
-- Numbers that were exchanged.
select linkup_id, revealed_at from contact_exchanges where user_a_id = :id or user_b_id = :id order by revealed_at;

-- name: texts(id)
-- Texts in and out, as long as they are kept.
select id, direction, created_at, status, body_ciphertext, body_iv, body_tag, key_version from sms_messages where user_id = :id order by created_at;

-- name: queued(id)
-- Texts that were to be sent.
select purpose, kind, status, created_at, sent_at from sms_outbound_jobs where user_id = :id order by seq;

-- name: conversation(id)^
-- Where the conversation stands.
select mode::text as mode, state_token, context, updated_at from conversation_sessions where user_id = :id;

-- name: otps(id)
-- Codes that were sent.
select created_at, expires_at, verified_at, attempts from otp_sessions where user_id = :id order by created_at;

-- name: links(id)
-- Links that were sent.
select purpose, created_at, expires_at, consumed_at from magic_links where user_id = :id order by created_at;

-- name: entitlements(id)^
-- What they may do.
select eligible_to_participate, eligible_to_initiate, source, expires_at from entitlements where user_id = :id;

-- name: told(id)
-- Mails and pushes to them, without their words.
select channel, purpose, status, created_at from outbox where person_id = :id order by created_at;

-- name: first_name(id)$
-- Before it is gone.
select first_name from users where id = :id and state <> 'deleted';

-- name: erase(id)$
-- Takes everything personal out of this schema.
select erase_user(:id);
