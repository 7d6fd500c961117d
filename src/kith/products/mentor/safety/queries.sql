-- name: person(viewer, profile)^
-- Somebody whom a member may look at: a mentor, or somebody with a session between the two, or a review one may read.
select p.id as profile_id, p.user_id, p.full_name as name, m.headline, coalesce(m.bio, e.bio) as bio, p.avatar_file_id
from profiles p left join mentor_profiles m on m.user_id = p.user_id left join mentee_profiles e on e.user_id = p.user_id
where p.id = :profile and p.status <> 'erased' and p.user_id <> :viewer
  and ((m.user_id is not null and not kith.blocked_between(:viewer, p.user_id))
    or exists (select 1 from bookings b where (b.confirmed_at is not null or b.requested_at is not null)
               and ((b.mentor_user_id = :viewer and b.mentee_user_id = p.user_id) or (b.mentor_user_id = p.user_id and b.mentee_user_id = :viewer)))
    or exists (select 1 from reviews r where r.reviewer_user_id = p.user_id and r.hidden_at is null and r.reveals_at <= kith.now()
               and (r.is_public or r.reviewee_user_id = :viewer)));

-- name: session(viewer, booking)^
-- The other of one's own session, as a mentor sees it once it was asked for or confirmed.
select b.id, b.start_time, b.status::text as status, b.notes, other.id as profile_id, other.user_id, other.full_name as name
from bookings b join profiles other on other.user_id = case when b.mentor_user_id = :viewer then b.mentee_user_id else b.mentor_user_id end
where b.id = :booking and (b.mentor_user_id = :viewer or b.mentee_user_id = :viewer) and (b.confirmed_at is not null or b.requested_at is not null);

-- name: said(booking, person, at_most)
-- What somebody wrote in a session, the latest first.
select message, created_at from session_messages where booking_id = :booking and sender_user_id = :person order by created_at desc, id desc limit :at_most;

-- name: sent(booking, person)
-- The files somebody sent in a session.
select f.filename, f.content_type, f.bytes, f.id from session_files s join stored_files f on f.id = s.file_id
where s.booking_id = :booking and s.uploader_user_id = :person order by s.created_at desc;

-- name: notes(booking, person)$
-- The shared notes, if somebody wrote them last.
select content from session_notes where booking_id = :booking and updated_by = :person;

-- name: review(viewer, review)^
-- A review somebody may read: in public, or about themselves.
select r.id, r.rating, r.feedback, r.created_at, p.id as profile_id, p.user_id, p.full_name as name
from reviews r join profiles p on p.user_id = r.reviewer_user_id
where r.id = :review and r.hidden_at is null and r.reveals_at <= kith.now() and (r.is_public or r.reviewee_user_id = :viewer) and r.reviewer_user_id <> :viewer;

-- name: ahead(one, other)
-- What two people have still to come, the next first.
select b.id, b.start_time, b.currency,
       case b.paid_with when 'credit' then b.price_cents else coalesce(paid.amount_cents - paid.refunded_cents, 0) end as back_cents
from bookings b left join payments paid on paid.booking_id = b.id and paid.kind = 'charge' and paid.status = 'succeeded' and not paid.is_surplus
where ((b.mentor_user_id = :one and b.mentee_user_id = :other) or (b.mentor_user_id = :other and b.mentee_user_id = :one))
  and b.status in ('pending', 'confirmed') and b.start_time > kith.now() order by b.start_time, b.id;

-- name: lock(one, other)$
-- Both, in the order of locks.
select lock_people(array[:one::uuid, :other::uuid]);

-- name: end_between(one, other)
-- What is still to come between them ends, with everything given back; whether it was more than a hold while somebody pays.
select b.id, b.confirmed_at is not null or b.requested_at is not null as known from end_between(:one, :other) e join bookings b on b.id = e;

-- name: blocked_pairs(at_most)
-- Pairs with a block, made anywhere in the house, who still have something to come.
select distinct b.mentor_user_id as one, b.mentee_user_id as other from kith.blocks k join bookings b
  on (b.mentor_user_id = k.blocker_id and b.mentee_user_id = k.blocked_id) or (b.mentor_user_id = k.blocked_id and b.mentee_user_id = k.blocker_id)
where b.status in ('pending', 'confirmed') and b.start_time > kith.now() limit :at_most;

-- name: zone_of(person)$
-- What somebody lives by.
select time_zone_of(:person);
