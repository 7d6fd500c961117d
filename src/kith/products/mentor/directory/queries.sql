-- name: search(viewer, query, skill, language, most_cents, least_rating, free_before, sort, after_key, after_id, at_most)
-- Mentors, a page of them.
select * from search_mentors(:viewer::uuid, :query, :skill::text, :language::text, :most_cents::integer, :least_rating::double precision,
  :free_before::timestamptz, :sort, :after_key::double precision, :after_id::uuid, :at_most);

-- name: skills(at_most)
-- What mentors know most often.
select s as skill, count(*) as people from mentor_profiles m join profiles p on p.user_id = m.user_id cross join unnest(m.skills) s
where m.is_active and p.status = 'active' group by s order by count(*) desc, s limit :at_most;

-- name: languages(at_most)
-- What mentors speak most often.
select l as language, count(*) as people from mentor_profiles m join profiles p on p.user_id = m.user_id cross join unnest(m.languages) l
where m.is_active and p.status = 'active' group by l order by count(*) desc, l limit :at_most;

-- name: mentor(profile)^
-- A mentor's page.
select p.id, p.user_id, p.full_name, p.avatar_url, p.status, m.headline, m.bio, m.expertise_areas, m.skills, m.languages, m.certifications, m.years_experience,
       m.hourly_rate, m.currency, m.timezone, m.durations, m.booking_mode, m.is_active, m.next_free_slot, m.rating_count,
       case when m.rating_count > 0 then m.rating_sum::double precision / m.rating_count end as rating_average, m.sessions_completed, m.sessions_called_off,
       p.created_at
from profiles p join mentor_profiles m on m.user_id = p.user_id where p.id = :profile and p.status = 'active';

-- name: blocked(one, other)$
-- Whether either has blocked the other.
select kith.blocked_between(:one, :other);

-- name: zone_of(person)$
-- The zone somebody lives by.
select time_zone_of(:person);
