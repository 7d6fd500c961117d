-- name: payments()
-- Everything that was paid, as Stripe would have it.
select id, user_id as person_id, stripe_payment_intent_id as intent, txn_id as charge, amount_cents as amount, currency, settled_at as paid_at
from payments where kind = 'charge' and status = 'succeeded' order by settled_at, id;
