-- name: payments_of(person)
-- What somebody paid, and what came back of it, the newest first.
select p.id, p.kind, p.status, p.amount_cents, p.currency, p.reason, p.refunded_cents, p.is_surplus, p.created_at, p.settled_at, p.charge_payment_id,
       r.year, r.number, r.issued_at, coalesce(p.booking_id, charge.booking_id) as booking_id, b.start_time, b.duration_minutes,
       u.sessions, u.minutes, coalesce(seller.full_name, teacher.full_name) as mentor_name
from payments p left join payments charge on charge.id = p.charge_payment_id left join receipts r on r.payment_id = p.id
left join bookings b on b.id = coalesce(p.booking_id, charge.booking_id) left join profiles teacher on teacher.user_id = b.mentor_user_id
left join package_purchases u on u.id = coalesce(p.purchase_id, charge.purchase_id) left join profiles seller on seller.user_id = u.mentor_user_id
where p.user_id = :person and (p.kind = 'refund' or p.status in ('succeeded', 'processing', 'failed'))
  -- A refund that was refused and given back another way since is owed no more.
  and not (p.kind = 'refund' and p.status = 'failed' and r.number is null and p.amount_cents > charge.amount_cents - charge.refunded_cents)
order by p.created_at desc, p.id limit 300;

-- name: receipt(payment, person)^
-- A payment that went through, for whoever paid it.
select p.id, p.kind, p.status, p.amount_cents, p.currency, p.reason, p.created_at, p.settled_at, p.charge_payment_id, p.txn_id, r.year, r.number, r.issued_at,
       b.start_time, b.end_time, b.duration_minutes, b.mentee_timezone, u.sessions, u.minutes, u.expires_at,
       coalesce(seller.full_name, teacher.full_name) as mentor_name, payer.full_name as payer_name, account.email as payer_email,
       given.year as of_year, given.number as of_number
from payments p join receipts r on r.payment_id = p.id left join payments charge on charge.id = p.charge_payment_id
left join receipts given on given.payment_id = p.charge_payment_id
left join bookings b on b.id = coalesce(p.booking_id, charge.booking_id) left join profiles teacher on teacher.user_id = b.mentor_user_id
left join package_purchases u on u.id = coalesce(p.purchase_id, charge.purchase_id) left join profiles seller on seller.user_id = u.mentor_user_id
join profiles payer on payer.user_id = p.user_id left join auth.users account on account.id = p.user_id
where p.id = :payment and p.user_id = :person;

-- name: refunds_of(payment)
-- What came back of a charge.
select p.id, p.amount_cents, p.status, p.created_at, r.year, r.number from payments p left join receipts r on r.payment_id = p.id
where p.charge_payment_id = :payment and p.status <> 'failed' order by p.created_at;
