-- name: begin_sync(user_id)$
-- A number for the question about to be asked; null for people who are not JOSH's.
insert into subscriptions as s (user_id, sync_started)
select u.id, 1 from users u where u.id = :user_id
on conflict (user_id) do update set sync_started = s.sync_started + 1
returning sync_started;

-- name: apply_sync(user_id, number, stripe_subscription_id, state, current_period_end, cancel_at_period_end, stripe_price_id, event_id, grace_until)$
-- The answer, unless a later question was answered already.
update subscriptions set
  stripe_subscription_id = :stripe_subscription_id, state = :state::text::subscription_state, current_period_end = :current_period_end,
  cancel_at_period_end = :cancel_at_period_end, stripe_price_id = :stripe_price_id, last_stripe_event_id = coalesce(:event_id, last_stripe_event_id),
  grace_until = case when :state::text = 'past_due' then coalesce(grace_until, :grace_until) end,
  state_as_of = kith.now(), sync_applied = :number
where user_id = :user_id and sync_applied < :number
returning id;

-- name: overdue(now, at_most)
-- Subscriptions whose period or grace has ended without word from Stripe, and trials that have run out.
select user_id, stripe_subscription_id from subscriptions
where state in ('trialing', 'active', 'past_due') and least(current_period_end, grace_until) < :now::timestamptz - interval '1 hour'
  and (stripe_subscription_id is not null or exists (
    select 1 from entitlements e where e.user_id = subscriptions.user_id and e.eligible_to_participate))
order by current_period_end limit :at_most;

-- name: mine(user_id)^
-- How a member's subscription stands.
select state::text as state, current_period_end, cancel_at_period_end, grace_until, stripe_subscription_id is not null as paying
from subscriptions where user_id = :user_id;
