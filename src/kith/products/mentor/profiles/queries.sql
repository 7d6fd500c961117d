-- name: mine(person)^
-- One's own profile with both roles.
select p.id, p.full_name, p.avatar_url, p.email, p.role::text as role, p.status, p.onboarding_completed, m.user_id is not null as mentors, m.is_active, m.headline, m.bio as mentor_bio,
       m.expertise_areas, m.skills, m.hourly_rate, m.currency, m.languages, m.certifications, m.years_experience, m.timezone as mentor_zone,
       m.next_free_slot, m.booking_mode, m.sessions_completed, e.bio, e.goals, e.interests, e.current_level, e.timezone
from profiles p left join mentor_profiles m on m.user_id = p.user_id left join mentee_profiles e on e.user_id = p.user_id
where p.user_id = :person;

-- name: reach(person)^
-- How the house knows somebody who joins.
select email from auth.users where id = :person and deleted_at is null;

-- name: add(person, email, full_name, role)$
-- Somebody new.
insert into profiles (user_id, email, full_name, role, onboarding_completed) values (:person, :email, :full_name, :role::text::app_role, true) returning id;

-- name: rename(person, full_name)!
-- What others call somebody.
update profiles set full_name = :full_name where user_id = :person;

-- name: put_mentee(person, bio, goals, interests, current_level, timezone)!
-- What somebody says as a mentee.
insert into mentee_profiles (user_id, bio, goals, interests, current_level, timezone)
values (:person, :bio, :goals, :interests, :current_level, :timezone)
on conflict (user_id) do update set bio = excluded.bio, goals = excluded.goals, interests = excluded.interests,
  current_level = excluded.current_level, timezone = excluded.timezone;

-- name: add_mentor(person, timezone)!
-- Somebody begins to mentor; nobody finds them before they say so.
insert into mentor_profiles (user_id, timezone) values (:person, :timezone) on conflict (user_id) do nothing;

-- name: offer(person, headline, bio, expertise, skills, rate, currency, languages, certifications, years, active)!
-- What a mentor offers.
update mentor_profiles set headline = :headline, bio = :bio, expertise_areas = :expertise, skills = :skills, hourly_rate = :rate, currency = :currency,
  languages = :languages, certifications = :certifications, years_experience = :years, is_active = :active
where user_id = :person;

-- name: opens_usual_hours(person, timezone)!
-- Weekday evenings for somebody who has no hours yet, so that the first page is not empty.
insert into mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
select :person, weekday, 1080, 1260, :timezone from generate_series(1, 4) weekday
where not exists (select 1 from mentor_availability_rules r where r.mentor_user_id = :person);
