-- name: payments()
-- Everything that was paid, as Stripe would have it.
select id, user_id as person_id, stripe_payment_intent_id as intent, stripe_charge_id as charge, amount_in_cents as amount, currency, settled_at as paid_at
from payments where status = 'succeeded' order by settled_at, id;
