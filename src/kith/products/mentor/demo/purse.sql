-- name: offer(mentor, sessions, minutes, price)$
-- A package on offer.
insert into packages (mentor_user_id, sessions, minutes, price_cents, currency) values (:mentor, :sessions, :minutes, :price, 'eur') returning id;

-- name: price(package)$
-- What a package costs.
select price_cents from packages where id = :package;

-- name: begin(package, mentee)$
-- Somebody wants it.
insert into package_purchases (package_id, mentor_user_id, mentee_user_id, sessions, minutes, price_cents, currency)
select p.id, p.mentor_user_id, :mentee, p.sessions, p.minutes, p.price_cents, p.currency from packages p where p.id = :package returning id;

-- name: pay(person, booking, purchase, amount, intent)$
-- A payment of the demo's past.
insert into payments (user_id, booking_id, purchase_id, amount_cents, currency, status, stripe_payment_intent_id)
values (:person, :booking::uuid, :purchase::uuid, :amount, 'eur', 'pending', :intent) returning id;

-- name: settle(payment, charge)$
-- The money is there: a session.
select settle_payment(:payment, :charge);

-- name: settle_purchase(payment, charge)$
-- The money is there: a package.
select settle_purchase(:payment, :charge);

-- name: hold(mentor, mentee, start, minutes, price)^
-- A session to be paid for by card.
select booking_id, outcome from create_booking_if_free(:mentor, :mentee, :start::timestamptz, :start::timestamptz + make_interval(mins => :minutes), :price, 'eur');

-- name: use(mentor, mentee, start, minutes)^
-- A session from a package.
select booking_id, outcome from book_with_credit(:mentor, :mentee, :start::timestamptz, :start::timestamptz + make_interval(mins => :minutes));
