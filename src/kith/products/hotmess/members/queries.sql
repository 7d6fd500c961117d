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

-- name: by_name(username, viewer)^
-- A member who shows their name; nobody when a block lies between.
select p.id, p.user_id, p.username, p.created_at, c.name as city_name, case when not p.leaderboard_opt_out then coalesce(b.balance, 0) end as xp
from profiles p left join cities c on c.id = p.city_id left join xp_balances b on b.user_id = p.user_id
where lower(p.username) = lower(:username) and p.status = 'active' and (p.username_public or p.user_id = :viewer) and not kith.blocked_between(p.user_id, :viewer);

-- name: puts_on(person)
-- What a member puts on that is live, soonest first.
select b.id, b.title, b.starts_at, b.timezone from beacons b
where b.owner_id = :person and b.status = 'live' and b.expires_at > kith.now() order by b.starts_at nulls first, b.id limit 20;
