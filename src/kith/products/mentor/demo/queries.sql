-- name: person(id, email, name)!
-- Somebody who may sign in.
insert into kith.people (id, email, email_confirmed_at, raw_user_meta_data)
values (:id, :email, kith.now(), jsonb_build_object('first_name', :name::text));

-- name: profile(person, email, name, role)$
-- Somebody of Mentor.
insert into profiles (user_id, email, full_name, role, onboarding_completed) values (:person, :email, :name, :role::text::app_role, true) returning id;

-- name: mentee(person, timezone, goals)!
-- What they want.
insert into mentee_profiles (user_id, timezone, goals) values (:person, :timezone, :goals);

-- name: mentor(person, headline, bio, skills, areas, languages, zone, rate, years, mode)!
-- What they offer.
insert into mentor_profiles (user_id, headline, bio, skills, expertise_areas, languages, timezone, hourly_rate, currency, years_experience, booking_mode, is_active,
                             durations, buffer_after, notice)
values (:person, :headline, :bio, :skills, :areas, :languages, :zone, :rate, 'eur', :years, :mode, true, '{30,60}', 10, 120);

-- name: open(person, zone, first, last, weekdays)!
-- Their weekly hours.
insert into mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
select :person, day, :first, :last, :zone from unnest(:weekdays::integer[]) day;

-- name: session(mentor, mentee, start, minutes, price)^
-- A session through the one atomic call that nobody paid for.
select booking_id, outcome from create_booking_if_free(:mentor, :mentee, :start::timestamptz, :start::timestamptz + make_interval(mins => :minutes), :price,
  'eur', null, 'nothing');

-- name: complete(booking)!
-- It took place.
update bookings set status = 'completed' where id = :booking;

-- name: review(booking, reviewer, rating, feedback)!
-- What one of the two said.
insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, feedback, reveals_at)
select b.id, :reviewer, case when b.mentor_user_id = :reviewer then b.mentee_user_id else b.mentor_user_id end, :rating, :feedback, b.end_time
from bookings b where b.id = :booking;

-- name: rooms(host)!
-- Where the sessions take place.
update bookings set meeting_url = 'https://' || :host::text || '/' || meeting_room where meeting_url is null;

-- name: profile_of(person)$
-- Somebody's profile.
select id from profiles where user_id = :person;
