-- name: seen(host)^
-- A host as whoever asks may see them.
select id, host_name, host_bio, average_rating, ratings_count, events_completed, photo_id from host_page(:host);

-- name: comments(host)
-- What guests wrote, without who.
select comment, host_rating_value as stars, created_at as month from host_comments(:host);

-- name: mine()^
-- One's own host profile.
select id, host_name, host_bio from host_profiles where user_id = auth.uid();

-- name: change(host_name, host_bio)$
-- One's own host profile, written anew.
update host_profiles set host_name = :host_name, host_bio = :host_bio where user_id = auth.uid() returning id;
