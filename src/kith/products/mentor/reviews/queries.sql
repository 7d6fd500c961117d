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

-- name: of_mentor(person, viewer, at, id, at_most)
-- What mentees say in public about a mentor, the latest first, after a cursor.
select r.id, r.rating, r.feedback, r.reply, r.created_at, split_part(coalesce(p.full_name, ''), ' ', 1) as reviewer, case when may_see_picture(:viewer::uuid, p.user_id) then p.avatar_url end as reviewer_picture
from reviews r join bookings b on b.id = r.booking_id and b.mentor_user_id = r.reviewee_user_id join profiles p on p.user_id = r.reviewer_user_id
where r.reviewee_user_id = :person and r.is_public and r.hidden_at is null and r.reveals_at <= kith.now()
  and (:at::timestamptz is null or (r.created_at, r.id) < (:at::timestamptz, :id::uuid))
order by r.created_at desc, r.id desc limit :at_most;

-- name: standing(person)^
-- How a mentor stands: what counts in the average, private words included, by stars; and how many are to be read.
select m.rating_count as count, case when m.rating_count > 0 then m.rating_sum::double precision / m.rating_count end as average,
       array(select count(r.id) from generate_series(5, 1, -1) stars
             left join (reviews r join bookings b on b.id = r.booking_id and b.mentor_user_id = r.reviewee_user_id)
               on r.rating = stars and r.reviewee_user_id = m.user_id and r.counted_at is not null and r.hidden_at is null
             group by stars order by stars desc)::integer[] as distribution,
       (select count(*) from reviews r join bookings b on b.id = r.booking_id and b.mentor_user_id = r.reviewee_user_id
        where r.reviewee_user_id = m.user_id and r.is_public and r.hidden_at is null and r.reveals_at <= kith.now())::integer as readable
from mentor_profiles m where m.user_id = :person;

-- name: about(person, at_most)
-- What was said about somebody and may be read by them, the latest first.
select r.id, r.rating, r.feedback, r.is_public, r.reply, r.created_at, split_part(coalesce(p.full_name, ''), ' ', 1) as reviewer, p.avatar_url as reviewer_picture
from reviews r join profiles p on p.user_id = r.reviewer_user_id
where r.reviewee_user_id = :person and r.hidden_at is null and r.reveals_at <= kith.now() order by r.created_at desc limit :at_most;

-- name: reply(review, person, words)$
-- One answer in public by the one reviewed.
update reviews set reply = :words where id = :review and reviewee_user_id = :person and is_public and hidden_at is null returning id;

-- name: count_due()$
-- Reviews whose time has come go into the averages.
select count_reviews();
