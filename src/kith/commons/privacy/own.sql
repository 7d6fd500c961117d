-- name: you(id)^
-- What the house itself knows of a person.
select id, email, phone, created_at, last_sign_in_at, raw_user_meta_data from auth.users where id = :id and deleted_at is null;

-- name: early_features(id)
-- Features that were switched on for a person by name.
select f.key, f.description, p.created_at from flag_people p join flags f on f.key = p.key where p.person_id = :id order by p.created_at;

-- name: notification_choices(id)
-- What a person wants to be told, and by which channel.
select topic, channel, wanted, source, changed_at from notification_choices where person_id = :id order by topic, channel;

-- name: notification_settings(id)
-- A person's quiet hours and gathered letters.
select zone, quiet_from, quiet_until, digest, next_digest_at, changed_at from notification_settings where person_id = :id;

-- name: signed_in(id)
-- Where a person was signed in.
select method, user_agent, created_at, last_used_at, revoked_at from sessions where person_id = :id order by created_at;

-- name: passkeys(id)
-- A person's passkeys.
select name, created_at, last_used_at from passkeys where person_id = :id order by created_at;

-- name: consents(id)
-- What a person agreed to.
select product, kind, version, granted, source, recorded_at from consents where person_id = :id order by recorded_at;

-- name: blocks(id)
-- How often a person blocked somebody; whom is somebody else's data.
select created_at from blocks where blocker_id = :id order by created_at;

-- name: reports(id)
-- What a person reported.
select product, report_type, details, status, created_at from reports where reporter_id = :id order by created_at;

-- name: incidents(id)
-- What a person told of.
select product, incident_type, severity, details, status, created_at from incidents where reporter_id = :id order by created_at;

-- name: strikes(id)
-- A person's strikes.
select product, strike_type, points, window_start, window_end, created_at from strikes where person_id = :id order by created_at;

-- name: bans(id)
-- When a person was banned and why, and when that was taken back.
select reason, since, lifted_at, lifted_reason from bans where person_id = :id order by since;

-- name: holds(id)
-- A person's holds.
select state, applied_at, expires_at, cleared_at from holds where person_id = :id;

-- name: legal_holds(id)
-- When a person's data had to be kept, as they were told.
select told, placed_at, keep_until, lifted_at from legal_holds where person_id = :id order by placed_at;

-- name: payments(id)
-- A person's customer at Stripe.
select stripe_customer_id, created_at from stripe_customers where person_id = :id;

-- name: pushes(id)
-- Browsers that get pushes.
select s.user_agent, p.endpoint, p.created_at, p.last_used_at, p.gone_at from push_subscriptions p join sessions s on s.id = p.session_id
where p.person_id = :id order by p.created_at;

-- name: decisions(id)
-- What moderators decided about a person, with the reasons given.
select product, action, content_type, reason, statement, created_at from decisions where person_id = :id order by created_at;

-- name: appeals(id)
-- A person's appeals and what was said.
select a.state, a.answer, a.created_at, a.decided_at,
       (select jsonb_agg(jsonb_build_object('from_house', m.from_house, 'body', m.body, 'at', m.created_at) order by m.created_at)
        from appeal_messages m where m.appeal_id = a.id) as messages
from appeals a where a.person_id = :id order by a.created_at;

-- name: data_requests(id)
-- Requests about their data, and how far each got.
select request_type, status, due_at, acts_at, rejected_reason, completed_at, created_at from dsar_requests where person_id = :id order by created_at;

-- name: requests(id)
-- What a person asked of their data before.
select kind, state, requested_at, finished_at from privacy_requests where person_id = :id order by requested_at;

-- name: told(id)
-- What the house wrote to them, without its words.
select channel, purpose, status, created_at from outbox where person_id = :id order by created_at;

-- name: looked_at(id)
-- When an operator looked at the house as them, to help.
select product, started_at, ended_at from impersonations where person_id = :id order by started_at;

-- name: operator(id)^
-- The part they have in running the house.
select role, created_at from admins where person_id = :id;

-- name: noted(id)
-- What operators did about them: what and when; their reasons may tell of others.
select action, created_at from audit_log where target_type = 'person' and target_id = :id order by sequence;
