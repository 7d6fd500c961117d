-- name: texts_out()^
-- How the texts that leave stand.
select (select count(*) from sms_outbound_jobs where status = 'pending') as waiting,
       (select min(greatest(created_at, not_before)) from sms_outbound_jobs where status = 'pending' and not_before <= kith.now()) as oldest,
       (select count(*) from sms_messages where direction = 'out' and created_at > kith.now() - interval '24 hours') as sent,
       (select count(*) from sms_outbound_jobs where status = 'failed') as failed;

-- name: texts_in()^
-- How the texts that came in stand. What is left of one when its words have gone waits for nobody.
select (select count(*) from sms_messages where direction = 'in' and created_at > kith.now() - interval '24 hours') as received,
       count(*) as waiting, min(created_at) as oldest, count(handling_error) as failed
from sms_messages where direction = 'in' and handled_at is null and body_ciphertext is not null;

-- name: texts_taken(at_most)
-- Texts that came in: what is not handled first, then the newest.
(select id, twilio_message_sid as sid, created_at, handled_at, handling_error, body_ciphertext is not null as kept
 from sms_messages where direction = 'in' and handled_at is null order by body_ciphertext is null, created_at limit :at_most)
union all
(select id, twilio_message_sid as sid, created_at, handled_at, handling_error, body_ciphertext is not null as kept
 from sms_messages where direction = 'in' and handled_at is not null order by created_at desc limit :at_most);

-- name: regions()
-- Regions, with how many people live there and wait.
select r.slug, r.display_name as name, r.state::text as state, count(u.id) filter (where u.state <> 'deleted') as people,
       (select count(*) from region_memberships m where m.region_id = r.id) as memberships
from regions r left join users u on u.region_id = r.id group by r.id order by r.display_name;

-- name: put_region(slug, state)$
-- A region in another state; null when it was in that.
update regions set state = :state::text::region_state where slug = :slug and state <> :state::text::region_state returning id;

-- name: subscriptions(keys)
-- Subscriptions that run, and those the provider names.
select s.user_id as id, s.stripe_subscription_id as key, 0 as amount, '' as currency,
       case when s.state in ('trialing', 'active', 'past_due') then 'succeeded' when s.state = 'unpaid' then 'pending' else 'failed' end as status
from subscriptions s
where s.stripe_subscription_id is not null
  and (s.state in ('trialing', 'active', 'past_due', 'unpaid') or s.stripe_subscription_id = any (:keys::text[]));
