-- name: mine(person)^
-- One's own profile.
select p.id, p.username, p.username_public, p.leaderboard_opt_out, p.status, p.membership_version, p.created_at, c.slug as city, c.name as city_name,
       coalesce(c.timezone, 'Europe/London') as timezone
from profiles p left join cities c on c.id = p.city_id where p.user_id = :person;

-- name: add(person, username, username_public, birth_date, city, membership_version)$
-- Somebody new.
insert into profiles (user_id, username, username_public, birth_date, age_verified_at, city_id, membership_version)
select :person, :username, :username_public, :birth_date, kith.now(), c.id, :membership_version from cities c where c.slug = :city returning id;

-- name: change(person, username, username_public, leaderboard_opt_out, city)$
-- A profile written anew.
update profiles p set username = :username, username_public = :username_public, leaderboard_opt_out = :leaderboard_opt_out, city_id = c.id
from cities c where p.user_id = :person and c.slug = :city returning p.id;

-- name: membership()^
-- The operator's text in force.
select version, body, published_at from membership_texts order by version desc limit 1;

-- name: agree(person, version)!
-- Somebody says yes to the operator's text.
update profiles set membership_version = :version where user_id = :person;

-- name: publish(body, published_by)$
-- Another version of the operator's text.
insert into membership_texts (version, body, published_by) select max(m.version) + 1, :body, :published_by from membership_texts m returning version;

-- name: membership_versions()
-- Every version, newest first.
select version, body, published_at from membership_texts order by version desc limit 50;

-- name: cities(person)
-- Cities that somebody new may choose, by name, and the one they live in.
select slug, name, timezone from cities
where is_open or id = (select p.city_id from profiles p where p.user_id = :person::uuid) order by name;
