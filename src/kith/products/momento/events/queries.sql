-- name: event_seen(event)^
-- An event as its host or somebody asked to it may read it; nothing for others.
select e.id, e.host_id, e.title, e.description, e.host_is_attendee, e.min_participants, e.max_participants, e.minimum_age, e.arrival_signpost,
       e.estimated_cost, e.status, e.price_in_cents, e.currency, e.refund_policy, e.plus_one_allowed, e.starts_at, e.ends_at, e.time_zone,
       e.seats_taken, e.fills_itself, e.cancelled_by, e.cancelled_reason
from events e where e.id = :event and e.id = any (my_event_ids());

-- name: stops_seen(event)
-- Its stops, exact or about there, as event_stops_for decides.
select id, "order", title, description, start_time, end_time, time_zone, exact, name, address, neighbourhood, city, latitude, longitude
from event_stops_for(:event);

-- name: helpers_seen(event)
-- Who helps, for the service once the viewer is known: first names, by Momento profile where they have one.
select c.id, c.role, coalesce(p.preferred_name, p.first_name, c.first_name) as first_name
from event_collaborators c left join social_profiles p on p.user_id = c.user_id where c.event_id = :event order by c.created_at, c.id;

-- name: host_seen(host)^
-- The host as anybody may see them.
select id, host_name, host_bio, average_rating, ratings_count, events_completed, photo_id from host_page(:host);

-- name: my_host()^
-- The host profile of the signed-in person.
select id, host_name from host_profiles where user_id = auth.uid();

-- name: my_zone()$
-- Where the signed-in person lives, by their clock.
select time_zone from social_profiles where user_id = auth.uid();

-- name: hosted(host, at, id, at_most)
-- A host's events, newest first, after a cursor.
select e.id, e.title, e.status, e.starts_at, e.ends_at, e.time_zone, e.min_participants, e.max_participants, e.seats_taken, e.price_in_cents,
       e.currency, e.created_at,
       (select count(*) from invitations i where i.event_id = e.id and i.status in ('sent', 'payment_failed')) as open_invitations
from events e
where e.host_id = :host and (:at::timestamptz is null or (e.created_at, e.id) < (:at::timestamptz, :id::uuid))
order by e.created_at desc, e.id desc limit :at_most;

-- name: create(host, title, description, host_is_attendee, min_participants, max_participants, minimum_age, arrival_signpost, estimated_cost, price_in_cents, currency, plus_one_allowed)$
-- A planned event without stops yet.
insert into events (host_id, title, description, host_is_attendee, min_participants, max_participants, minimum_age, arrival_signpost,
                    estimated_cost, price_in_cents, currency, plus_one_allowed)
values (:host, :title, :description, :host_is_attendee, :min_participants, :max_participants, :minimum_age, :arrival_signpost, :estimated_cost,
        :price_in_cents, :currency, :plus_one_allowed)
returning id;

-- name: change(event, title, description, min_participants, max_participants, minimum_age, arrival_signpost, estimated_cost, price_in_cents, currency, plus_one_allowed)!
-- What a host may still change.
update events set title = :title, description = :description, min_participants = :min_participants, max_participants = :max_participants,
  minimum_age = :minimum_age, arrival_signpost = :arrival_signpost, estimated_cost = :estimated_cost, price_in_cents = :price_in_cents,
  currency = :currency, plus_one_allowed = :plus_one_allowed
where id = :event;

-- name: lock(event)^
-- An event, kept as it is until the transaction ends.
select id, status, starts_at, ends_at, time_zone, title, host_id, price_in_cents, currency, seats_taken, min_participants
from events where id = :event for no key update;

-- name: add_location(name, address, latitude, longitude, google_place_id, neighbourhood, city, time_zone, created_by)$
-- A place of its own for each stop, so that changing one changes no other event.
insert into locations (name, address, latitude, longitude, google_place_id, neighbourhood, city, time_zone, created_by)
values (:name, :address, :latitude, :longitude, :google_place_id, :neighbourhood, :city, :time_zone, :created_by) returning id;

-- name: add_stop(event, location, order, title, description, start_time, end_time, time_zone)!
-- A stop in its order.
insert into event_itinerary_stops (event_id, location_id, "order", title, description, start_time, end_time, time_zone)
values (:event, :location, :order, :title, :description, :start_time, :end_time, :time_zone);

-- name: drop_stops(event)!
-- The stops go with their places, to be written anew.
with gone as (delete from event_itinerary_stops where event_id = :event returning location_id)
delete from locations where id in (select location_id from gone);

-- name: stops_kept(event)
-- The stops with their places, for the host's form.
select s."order", s.title, s.description, s.start_time, s.end_time, s.time_zone, l.name, l.address, l.neighbourhood, l.city, l.latitude, l.longitude,
       l.google_place_id
from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = :event order by s."order";

-- name: drop_helpers(event)!
-- Helpers are written anew with the form.
delete from event_collaborators where event_id = :event;

-- name: add_helper(event, user_id, role, first_name)!
-- Somebody who helps.
insert into event_collaborators (event_id, user_id, role, first_name) values (:event, :user_id, :role, :first_name)
on conflict do nothing;

-- name: helpers_kept(event)
-- Helpers for the host's form.
select c.role, c.first_name, u.email from event_collaborators c left join users u on u.id = c.user_id where c.event_id = :event order by c.created_at, c.id;

-- name: user_by_email(email)$
-- Somebody of Momento with this address.
select id from users where email = :email and status = 'active';

-- name: drop_interests(event)!
-- What it is about is written anew with the form.
delete from event_interests where event_id = :event;

-- name: add_interests(event, interests)!
-- What it is about.
insert into event_interests (event_id, interest_id) select :event, i.id from interests i where i.id = any (:interests::int[]);

-- name: interests_kept(event)
-- What it is about, for the form.
select interest_id from event_interests where event_id = :event;

-- name: all_interests()
-- The catalogue by theme.
select id, name, theme from interests order by theme, name;

-- name: guests(event)
-- Whom to tell of changes: confirmed guests other than the host, and who is still asked.
select p.user_id, i.status from invitations i join social_profiles p on p.id = i.profile_id
where i.event_id = :event and i.status in ('confirmed', 'sent', 'payment_failed') and i.source <> 'self';

-- name: cancel(event, by, reason)!
-- Called off; the triggers free the seats and owe the money.
update events set status = 'cancelled', cancelled_by = :by, cancelled_reason = :reason where id = :event and status in ('planned', 'confirmed');

-- name: too_few(before)
-- Events that begin within a day with fewer guests than they need.
select id from events where status in ('planned', 'confirmed') and starts_at <= :before and starts_at > kith.now() and seats_taken < min_participants
order by starts_at limit 100;

-- name: never_filled()
-- Events whose beginning passed although they were never confirmed.
select id from events where status = 'planned' and starts_at <= kith.now() order by starts_at limit 100;

-- name: income(host)
-- What came in for each event of a host, and what went back.
select e.id, e.title, e.status, e.starts_at, e.time_zone, e.currency, count(p.id) as payments, coalesce(sum(p.amount_in_cents), 0)::bigint as paid_in_cents,
       coalesce(sum(p.refunded_in_cents), 0)::bigint as refunded_in_cents
from events e join payments p on p.event_id = e.id and p.status = 'succeeded'
where e.host_id = :host group by e.id order by e.starts_at desc nulls last limit 100;

-- name: board(event)
-- Everybody asked and what came of it, for the host.
select invitation_id, profile_id, name, face_card_photo_id, status, wave, source, reason, plus_one_name, seats, expires_at, responded_at, paid_in_cents,
       refunded_in_cents, waiting_place
from event_board(:event);

-- name: my_invitation(event)$
-- The signed-in person's own invitation to an event.
select id from invitations where event_id = :event and profile_id = my_profile_id();

-- name: my_profile()$
-- The signed-in person's profile.
select my_profile_id();

-- name: become_host(user_id, name, bio)$
-- Open one's host profile.
insert into host_profiles (user_id, host_name, host_bio) values (:user_id, :name, :bio) returning id;
