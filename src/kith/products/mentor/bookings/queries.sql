-- name: mentor(profile)^
-- Who would be booked.
select p.user_id, p.full_name, m.hourly_rate, m.currency, m.booking_mode from profiles p join mentor_profiles m on m.user_id = p.user_id
where p.id = :profile and p.status = 'active';

-- name: is_member(person)$
-- Whether somebody is of Mentor and may book.
select true from profiles where user_id = :person and status = 'active';

-- name: lock(people)$
-- The two of a booking, in the order of locks.
select lock_people(:people::uuid[]);

-- name: book(mentor, mentee, start_time, end_time, price, currency, notes, paid_with)^
-- The one atomic call.
select booking_id, outcome from create_booking_if_free(:mentor, :mentee, :start_time, :end_time, :price, :currency, :notes, :paid_with);

-- name: book_with_credit(mentor, mentee, start_time, end_time, notes)^
-- The same, paid from a package.
select booking_id, outcome from book_with_credit(:mentor, :mentee, :start_time, :end_time, :notes);

-- name: move(booking, start_time, end_time)^
-- Another time or nothing.
select booking_id, outcome from move_booking(:booking, :start_time, :end_time);

-- name: one(booking)^
-- A booking with both people.
select b.*, teacher.full_name as mentor_name, teacher.id as mentor_profile, mentee.full_name as mentee_name, mentee.id as mentee_profile,
       teacher.avatar_url as mentor_picture, mentee.avatar_url as mentee_picture,
       (select n.id from bookings n where n.rescheduled_from = b.id) as moved_to,
       paid.id as payment_id, coalesce(paid.amount_cents, case when b.paid_with = 'credit' then b.price_cents end, 0) as paid_cents,
       coalesce(paid.refunded_cents, case when b.paid_with = 'credit' then b.price_cents - kept_of(b.id) end, 0) as refunded_cents,
       exists (select 1 from package_purchases u where u.id = b.purchase_id and u.status <> 'active') as package_over,
       exists (select 1 from payments o where o.booking_id = b.id and o.kind = 'charge' and o.status = 'processing') as bank_at_work
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles mentee on mentee.user_id = b.mentee_user_id
left join payments paid on paid.booking_id = b.id and paid.kind = 'charge' and paid.status = 'succeeded' and not paid.is_surplus
where b.id = :booking;

-- name: of_person(person, at_most)
-- Somebody's sessions, both ways, the newest first: neither holds of others nor what was let go before it was paid for.
select b.id, b.mentor_user_id, b.mentee_user_id, b.start_time, b.end_time, b.duration_minutes, b.price_cents, b.currency, b.status::text as status, b.mode,
       b.expires_at, b.lapsed_at, b.requested_at, b.confirmed_at, b.completed_at, b.cancelled_by, b.percent_back, b.paid_with,
       b.no_show, teacher.full_name as mentor_name, teacher.id as mentor_profile, mentee.full_name as mentee_name, mentee.id as mentee_profile,
       teacher.avatar_url as mentor_picture, mentee.avatar_url as mentee_picture
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles mentee on mentee.user_id = b.mentee_user_id
where (b.mentor_user_id = :person or b.mentee_user_id = :person)
  and b.cancelled_by is distinct from 'moved' and (b.status <> 'cancelled' or b.requested_at is not null or b.confirmed_at is not null)
  and (b.status <> 'pending' or b.requested_at is not null or (b.mentee_user_id = :person and b.lapsed_at is null and b.expires_at > kith.now()))
order by b.start_time desc, b.id limit :at_most;

-- name: accept(booking)$
-- The mentor says yes to a request that is still open.
update bookings set status = 'confirmed' where id = :booking and status = 'pending' and requested_at is not null and expires_at > kith.now() returning id;

-- name: finish(booking, status, by, percent, reason)$
-- End a live booking and owe what goes back.
select end_booking(:booking, :status::text::booking_status, :by, :percent::integer, :reason);

-- name: over(at_most)
-- Confirmed sessions whose end is past, and of which it is clear that they took place.
select b.id from bookings b where b.status = 'confirmed' and b.end_time <= kith.now() and took_place(b.id) order by b.end_time limit :at_most;

-- name: complete(booking)$
-- The session took place.
update bookings b set status = 'completed' where b.id = :booking and b.status = 'confirmed' and took_place(b.id) returning b.id;

-- name: lapsed_requests(at_most)
-- Requests that no mentor answered in time.
select id from bookings where status = 'pending' and requested_at is not null and expires_at <= kith.now() order by expires_at limit :at_most;

-- name: abandoned(before, at_most)
-- Bookings that nobody paid for and nobody will: no payment of theirs is open.
select b.id from bookings b where b.status = 'pending' and b.requested_at is null and b.expires_at < :before
  and not exists (select 1 from payments p where p.booking_id = b.id and p.kind = 'charge' and p.status in ('pending', 'processing'))
order by b.expires_at limit :at_most;

-- name: set_room(booking, url)!
-- Where the session takes place.
update bookings set meeting_url = :url where id = :booking;

-- name: address(person)^
-- A person's name, address and zone for a calendar invitation.
select u.email, p.full_name as name, time_zone_of(p.user_id) as zone from profiles p join auth.users u on u.id = p.user_id
where p.user_id = :person and u.deleted_at is null;
