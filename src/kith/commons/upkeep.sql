-- name: tidy_query_times()!
-- How long queries took, after two weeks.
delete from query_times where hour < now() - interval '14 days';

-- name: tidy_newcomers()!
-- Addresses whose code was never entered.
delete from kith.people p where p.raw_app_meta_data @> '{"joining": true}' and p.email_confirmed_at is null and p.phone_confirmed_at is null
  and p.created_at < now() - interval '1 day' and not exists (select 1 from sessions s where s.person_id = p.id);
