-- name: mentoring(person)^
-- What a mentor may sell: their lengths, rate and currency.
select m.user_id, m.durations, m.hourly_rate, m.currency, p.status from mentor_profiles m join profiles p on p.user_id = m.user_id where m.user_id = :person;

-- name: offered_by(mentor)
-- A mentor's packages, those on offer first.
select p.id, p.sessions, p.minutes, p.price_cents, p.currency, p.is_active, p.created_at,
       count(b.id) filter (where b.bought_at is not null) as bought
from packages p left join package_purchases b on b.package_id = p.id
where p.mentor_user_id = :mentor group by p.id order by p.is_active desc, p.minutes, p.sessions, p.created_at desc;

-- name: on_offer(profile)
-- What can be bought of a mentor now.
select p.id, p.sessions, p.minutes, p.price_cents, p.currency, m.hourly_rate, m.currency as rate_currency
from packages p join mentor_profiles m on m.user_id = p.mentor_user_id join profiles o on o.user_id = m.user_id
where o.id = :profile and o.status = 'active' and m.is_active and p.is_active and p.minutes = any (m.durations)
order by p.minutes, p.sessions;

-- name: how_many(mentor)$
-- How many packages are on offer.
select count(*) from packages where mentor_user_id = :mentor and is_active;

-- name: offer(mentor, sessions, minutes, price, currency)$
-- A package on offer; null when one like it is.
insert into packages (mentor_user_id, sessions, minutes, price_cents, currency) values (:mentor, :sessions, :minutes, :price, :currency)
on conflict do nothing returning id;

-- name: switch(package, mentor, active)$
-- On or off.
update packages set is_active = :active where id = :package and mentor_user_id = :mentor returning id;

-- name: package(package)^
-- A package with its mentor.
select p.id, p.mentor_user_id, p.sessions, p.minutes, p.price_cents, p.currency, p.is_active, p.minutes = any (m.durations) as fits,
       o.id as mentor_profile, o.full_name as mentor_name, o.status as mentor_status
from packages p join mentor_profiles m on m.user_id = p.mentor_user_id join profiles o on o.user_id = m.user_id where p.id = :package;

-- name: refusal(mentor, mentee)$
-- Why the two cannot have to do with each other; null when they can.
select refuse_booking(:mentor, :mentee);

-- name: is_member(person)$
-- Whether somebody is of Mentor and may buy.
select true from profiles where user_id = :person and status = 'active';

-- name: terms()^
-- The terms in force.
select fee_basis_points, credit_months, withdrawal_days, payout_hours from current_terms();

-- name: begin_purchase(package, mentee)$
-- A purchase before it is paid for; null when one is begun.
insert into package_purchases (package_id, mentor_user_id, mentee_user_id, sessions, minutes, price_cents, currency)
select p.id, p.mentor_user_id, :mentee, p.sessions, p.minutes, p.price_cents, p.currency from packages p where p.id = :package
on conflict do nothing returning id;

-- name: begun_purchase(package, mentee)$
-- The purchase that waits to be paid for.
select id from package_purchases where package_id = :package and mentee_user_id = :mentee and status = 'pending';

-- name: purchase(purchase)^
-- A purchase with both people.
select b.*, teacher.full_name as mentor_name, teacher.id as mentor_profile, mentee.full_name as mentee_name, credit_of(b.id) as credit_cents
from package_purchases b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles mentee on mentee.user_id = b.mentee_user_id
where b.id = :purchase;

-- name: abandoned(before, at_most)
-- Purchases that nobody paid for and nobody will: no payment of theirs is open.
select b.id from package_purchases b where b.status = 'pending' and b.created_at < :before
  and not exists (select 1 from payments p where p.purchase_id = b.id and p.kind = 'charge' and p.status in ('pending', 'processing'))
order by b.created_at limit :at_most;

-- name: lapse(purchase)!
-- Nobody pays for it any more.
update package_purchases set status = 'lapsed' where id = :purchase and status = 'pending';
