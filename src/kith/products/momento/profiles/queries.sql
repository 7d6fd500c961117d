-- name: mine()^
-- One's own profile.
select p.id, p.first_name, p.preferred_name, p.bio, p.gender, p.occupation, p.location, p.palette, p.current_photo_id, p.current_face_card_photo_id,
       u.birth_date, u.last_name, u.status,
       array(select i.name from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = p.id order by i.name) as interests
from social_profiles p join users u on u.id = p.user_id where p.user_id = auth.uid();

-- name: my_profile_id()$
-- One's own profile's id, or null.
select my_profile_id();

-- name: known(user_id)$
-- Whether this person has (or had) a profile here.
select true from users where id = :user_id;

-- name: ways_to_reach(user_id)^
-- Confirmed address and number of a signed-in person.
select lower(email) as email, case when phone ~ '^\+[1-9][0-9]{6,14}$' then phone end as phone from auth.users where id = :user_id;

-- name: add_user(user_id, email, phone, last_name, birth_date)!
-- The private half of somebody new.
insert into users (id, email, phone_number, last_name, birth_date) values (:user_id, :email, :phone, :last_name, :birth_date);

-- name: add_profile(user_id, first_name, preferred_name, bio, gender, occupation, location, latitude, longitude, time_zone)$
-- The half that others may see.
insert into social_profiles (user_id, first_name, preferred_name, bio, gender, occupation, location, latitude, longitude, time_zone)
values (:user_id, :first_name, :preferred_name, :bio, :gender, :occupation, :location, :latitude, :longitude, :time_zone) returning id;

-- name: change(first_name, preferred_name, bio, gender, occupation, location, latitude, longitude, time_zone, palette)$
-- One's own profile, written anew.
update social_profiles set first_name = :first_name, preferred_name = :preferred_name, bio = :bio, gender = :gender, occupation = :occupation,
  location = :location, latitude = :latitude, longitude = :longitude, time_zone = :time_zone, palette = :palette
where user_id = auth.uid() returning id;

-- name: interests()
-- Everything one can be interested in, by theme.
select id, name, theme from interests order by theme, name;

-- name: interests_like(pattern, inside, at_most)
-- Interests whose name or theme begins with, else holds, what was typed.
select id, name, theme from interests where name ilike :pattern or name ilike :inside or theme ilike :pattern
order by (name ilike :pattern) desc, name limit :at_most;

-- name: my_interests()
-- What one picked.
select interest_id from profile_interests where profile_id = my_profile_id() order by interest_id;

-- name: known_interests(ids)
-- Those of these that exist.
select id from interests where id = any (:ids::int[]);

-- name: drop_interests(ids)!
-- Not interested in these any more.
delete from profile_interests where profile_id = my_profile_id() and interest_id = any (:ids::int[]);

-- name: add_interests(ids)!
-- Interested in these too.
insert into profile_interests (profile_id, interest_id) select my_profile_id(), unnest(:ids::int[]) on conflict do nothing;

-- name: people(ids)
-- People as the signed-in person may see them, those of these they may look at.
select id, name, photo_id, face_card_photo_id, photo_authentic, bio, occupation, gender, location, interests, host_id
from profiles_for(:ids::uuid[]);

-- name: like(profile)!
-- One more whom one likes; the other is not told.
update social_profiles set liked_profiles = array_append(liked_profiles, :profile::uuid)
where user_id = auth.uid() and not (:profile = any (liked_profiles));

-- name: unlike(profile)!
-- Not any more.
update social_profiles set liked_profiles = array_remove(liked_profiles, :profile::uuid)
where user_id = auth.uid() and :profile = any (liked_profiles);

-- name: my_likes()$
-- Whom one likes, newest last.
select liked_profiles from social_profiles where user_id = auth.uid();

-- name: lock_future(id)!
-- The events a person still hosts or attends, in the order that everybody locks them.
select lock_future(:id);

-- name: still_to_host(id)
-- Events a person was going to host.
select e.id from events e join host_profiles h on h.id = e.host_id
where h.user_id = :id and e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now()) order by e.id;

-- name: free_from_future(id)!
-- Seats that were still to come are given back, with all the money.
select free_from_future(:id, 'host');
