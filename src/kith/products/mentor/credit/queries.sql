-- name: of_mentee(mentee)
-- Somebody's packages that were paid for, those in use first.
select b.id, b.mentor_user_id, b.sessions, b.minutes, b.price_cents, b.session_cents, b.currency, b.status, b.bought_at, b.withdraw_until, b.expires_at,
       b.ended_at, b.ended_because, teacher.full_name as mentor_name, teacher.id as mentor_profile, credit_of(b.id) as credit_cents,
       why_returnable(b.id) as returnable
from package_purchases b join profiles teacher on teacher.user_id = b.mentor_user_id
where b.mentee_user_id = :mentee and b.bought_at is not null order by b.status = 'active' desc, b.bought_at desc limit 100;

-- name: history(mentee)
-- What came into and left the credit of somebody's packages, the newest first.
select t.purchase_id, t.kind, e.amount_cents, a.currency, t.created_at, b.id as booking_id, b.start_time
from ledger_entries e join ledger_transactions t on t.id = e.transaction_id join ledger_accounts a on a.id = e.account_id
left join bookings b on b.id = t.booking_id
where a.user_id = :mentee and a.kind = 'credit' order by t.created_at desc, e.id desc limit 500;

-- name: usable(mentee, profile)
-- Sessions somebody has left with a mentor, by length; the package that ends first pays first.
select b.minutes, sum(credit_of(b.id) / b.session_cents)::integer as sessions, min(b.expires_at) as expires_at
from package_purchases b join profiles teacher on teacher.user_id = b.mentor_user_id
where b.mentee_user_id = :mentee and teacher.id = :profile and b.status = 'active' and b.expires_at > kith.now() and credit_of(b.id) >= b.session_cents
group by b.minutes order by b.minutes;

-- name: give_back(purchase, mentee)$
-- The mentee gives a package back; the sum, or null where it is not theirs to decide.
select give_purchase_back(:purchase, :mentee);

-- name: is_theirs(purchase, mentee)$
-- Whether somebody bought this.
select true from package_purchases where id = :purchase and mentee_user_id = :mentee and bought_at is not null;

-- name: finish(purchase, because)$
-- End a package; what is unspent is owed back.
select end_purchase(:purchase, :because);

-- name: expired(at_most)
-- Packages whose time is over.
select id from package_purchases where status = 'active' and expires_at <= kith.now() order by expires_at limit :at_most;

-- name: ended_untold(at_most)
-- Packages that ended and whose mentee was not told yet, with what goes back.
select b.id, b.mentee_user_id, b.currency, b.ended_because, teacher.full_name as mentor_name, mentee.status as mentee_status,
       coalesce((select sum(p.amount_cents) from payments p where p.purchase_id = b.id and p.reason = 'credit_returned'), 0)::integer as back_cents
from package_purchases b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles mentee on mentee.user_id = b.mentee_user_id
where b.status = 'ended' and b.told_at is null order by b.ended_at limit :at_most;

-- name: told(purchase)$
-- Told, by whoever is first.
update package_purchases set told_at = kith.now() where id = :purchase and told_at is null returning id;

-- name: ending_soon(before, at_most)
-- Packages with sessions left that end soon.
select b.id, b.mentee_user_id, b.expires_at, b.minutes, teacher.full_name as mentor_name, teacher.id as mentor_profile,
       credit_of(b.id) / b.session_cents as sessions
from package_purchases b join profiles teacher on teacher.user_id = b.mentor_user_id
where b.status = 'active' and b.expires_at between kith.now() and :before::timestamptz and b.reminded_at is null and credit_of(b.id) >= b.session_cents
order by b.expires_at limit :at_most;

-- name: reminded(purchase)$
-- Reminded, by whoever is first.
update package_purchases set reminded_at = kith.now() where id = :purchase and reminded_at is null returning id;
