-- name: session(booking)^
-- The session to be reviewed, for the service.
select b.id, b.mentor_user_id, b.mentee_user_id, b.status::text as status, b.end_time, teacher.full_name as mentor_name, learner.full_name as mentee_name
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles learner on learner.user_id = b.mentee_user_id where b.id = :booking;

-- name: of_session(booking)
-- Both reviews of a session.
select id, reviewer_user_id, rating, feedback, is_public, reveals_at, reply, created_at, hidden_at from reviews where booking_id = :booking;

-- name: write(booking, reviewer, rating, feedback, is_public)$
-- A review; the database finds the other of the two.
insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, feedback, is_public, reveals_at)
select b.id, :reviewer, case when b.mentor_user_id = :reviewer then b.mentee_user_id else b.mentor_user_id end, :rating, :feedback, :is_public, b.end_time
from bookings b where b.id = :booking returning id;

-- name: of_mentor(person, before, at_most)
-- What mentees say in public about a mentor, the latest first.
select r.id, r.rating, r.feedback, r.reply, r.created_at, split_part(coalesce(p.full_name, ''), ' ', 1) as reviewer
from reviews r join bookings b on b.id = r.booking_id and b.mentor_user_id = r.reviewee_user_id join profiles p on p.user_id = r.reviewer_user_id
where r.reviewee_user_id = :person and r.is_public and r.hidden_at is null and r.reveals_at <= kith.now() and r.created_at < :before
order by r.created_at desc, r.id limit :at_most;

-- name: about(person, at_most)
-- What was said about somebody and may be read by them, the latest first.
select r.id, r.rating, r.feedback, r.is_public, r.reply, r.created_at, split_part(coalesce(p.full_name, ''), ' ', 1) as reviewer
from reviews r join profiles p on p.user_id = r.reviewer_user_id
where r.reviewee_user_id = :person and r.hidden_at is null and r.reveals_at <= kith.now() order by r.created_at desc limit :at_most;

-- name: reply(review, person, words)$
-- One answer in public by the one reviewed.
update reviews set reply = :words where id = :review and reviewee_user_id = :person and is_public and hidden_at is null returning id;

-- name: count_due()$
-- Reviews whose time has come go into the averages.
select count_reviews();
