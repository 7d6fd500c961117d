-- name: subscription_of(user_id)^
-- The facts entitlements follow from.
select state::text as state, current_period_end, grace_until, stripe_subscription_id from subscriptions where user_id = :user_id for update;

-- name: insert_trial(user_id, ends_at)!
-- A trial without a card, once in a lifetime.
insert into subscriptions (user_id, state, current_period_end) values (:user_id, 'trialing', :ends_at) on conflict (user_id) do nothing;

-- name: store_entitlements(user_id, participate, initiate, source, expires_at)!
-- What a person may do from now on.
insert into entitlements (user_id, eligible_to_participate, eligible_to_initiate, source, effective_at, expires_at)
values (:user_id, :participate, :initiate, :source, kith.now(), :expires_at)
on conflict (user_id) do update set
  eligible_to_participate = excluded.eligible_to_participate, eligible_to_initiate = excluded.eligible_to_initiate,
  source = excluded.source, effective_at = excluded.effective_at, expires_at = excluded.expires_at;
