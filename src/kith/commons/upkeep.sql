-- name: tidy_limits()!
-- Counters of windows long past.
delete from rate_limits where expires_at < kith.now();

-- name: tidy_idempotency()!
-- Answers kept for a day.
delete from idempotency_keys where created_at < kith.now() - interval '1 day';

-- name: tidy_codes()!
-- Codes a day old.
delete from sign_in_codes where expires_at < kith.now() - interval '1 day';

-- name: tidy_links()!
-- Links a day old.
delete from sign_in_links where expires_at < kith.now() - interval '1 day';

-- name: tidy_challenges()!
-- Challenges an hour old.
delete from passkey_challenges where expires_at < kith.now() - interval '1 hour';

-- name: tidy_jobs()!
-- What became of jobs, after a month.
delete from pgqueuer_log where created < now() - interval '30 days';

-- name: tidy_query_times()!
-- How long queries took, after two weeks.
delete from query_times where hour < now() - interval '14 days';

-- name: tidy_newcomers()!
-- Addresses whose code was never entered.
delete from kith.people p where p.raw_app_meta_data @> '{"joining": true}' and p.email_confirmed_at is null and p.phone_confirmed_at is null
  and p.created_at < now() - interval '1 day' and not exists (select 1 from sessions s where s.person_id = p.id);
