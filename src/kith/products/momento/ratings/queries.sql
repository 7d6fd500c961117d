-- name: mine(event)^
-- One's own rating of an event, in a member's session.
select id, host_rating_value, event_rating_value, comment, created_at from ratings where event_id = :event and rater_profile_id = my_profile_id();

-- name: my_attendance(event)$
-- Whether one was there, in a member's session.
select status from attendance where event_id = :event and profile_id = my_profile_id();

-- name: rate(event, host, host_value, event_value, comment)!
-- Rate host and event.
insert into ratings (event_id, rater_profile_id, rated_host_id, host_rating_value, event_rating_value, comment)
values (:event, my_profile_id(), :host, :host_value, :event_value, :comment);

-- name: change(rating, host_value, event_value, comment)!
-- Think again.
update ratings set host_rating_value = :host_value, event_rating_value = :event_value, comment = :comment where id = :rating;

-- name: comments(host)
-- What guests wrote about a host, without who.
select comment, host_rating_value, created_at from host_comments(:host);
