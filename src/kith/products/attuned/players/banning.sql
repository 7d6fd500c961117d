-- name: connections(user)
-- Whom somebody is connected with, locked in order.
select id from partner_connections where status = 'accepted' and ended_at is null and 'user:' || :user::uuid::text in (requester, recipient) order by id for update;

-- name: withdraw(player)!
-- Requests of theirs, and those by letter to them, are void.
update partner_connections c set status = 'expired' where c.status = 'pending'
  and (c.requester = :player or c.recipient_email = (select u.email from users u where 'user:' || u.id::text = :player and u.email <> ''));

-- name: end_evenings(user)
-- Evenings that still run, with whomever.
update sessions set status = 'abandoned' where status = 'active'
  and (primary_user_id = :user or partner_user_id = :user) returning session_id;

-- name: forget_devices(user)!
-- Their phones are rung no more.
delete from push_notification_tokens where user_id = :user;

-- name: store_plan(user)$
-- Whether they have a plan from an app store that is running.
select exists (select 1 from subscription_purchases p join users u on u.id = p.user_id
  where p.user_id = :user and p.store <> 'web' and is_premium(u.subscription_tier, u.subscription_expires_at));
