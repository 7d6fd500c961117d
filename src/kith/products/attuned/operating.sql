-- name: subscriptions(keys)
-- Plans bought on the web that run, and those the provider names: as their last paid period says.
select p.user_id as id, p.original_transaction_id as key, 0 as amount, '' as currency,
       case when t.revoked_at is not null then 'failed' when t.standing in ('hold', 'paused') then 'pending'
            when greatest(t.expires_at, case t.standing when 'grace' then t.grace_until end) > kith.now() then 'succeeded' else 'failed' end as status
from subscription_purchases p cross join lateral (
  select s.revoked_at, s.standing, s.expires_at, s.grace_until from subscription_transactions s
  where s.store = p.store and s.original_transaction_id = p.original_transaction_id order by s.sequence desc, s.expires_at desc limit 1
) t
where p.store = 'web' and (t.expires_at > kith.now() - interval '40 days' or p.original_transaction_id = any (:keys::text[]));
