-- name: payments()
-- Everything that was paid, as Stripe would have it.
select id, user_id as person_id, stripe_payment_intent_id as intent, stripe_charge_id as charge, amount_pence as amount, currency, settled_at as paid_at
from payments where status = 'succeeded' order by settled_at, id;

-- name: accounts()
-- Sellers whom money can reach.
select stripe_account_id as id, owner_id as person_id from market_sellers where stripe_state = 'ready' order by id;
