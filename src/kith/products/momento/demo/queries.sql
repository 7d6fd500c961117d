-- name: person(id, email, first_name)!
-- Somebody who may sign in.
insert into kith.people (id, email, email_confirmed_at, raw_user_meta_data)
values (:id, :email, kith.now(), jsonb_build_object('first_name', :first_name::text));

-- name: user(id, email, last_name, birth_date)!
-- Somebody of Momento.
insert into users (id, email, last_name, birth_date) values (:id, :email, :last_name, :birth_date);

-- name: profile(user_id, first_name, bio, gender, occupation, location, latitude, longitude, time_zone, palette)$
-- What others see of them.
insert into social_profiles (user_id, first_name, bio, gender, occupation, location, latitude, longitude, time_zone, palette)
values (:user_id, :first_name, :bio, :gender, :occupation, :location, :latitude, :longitude, :time_zone, :palette) returning id;

-- name: likes(profile, names)!
-- What they like.
insert into profile_interests (profile_id, interest_id) select :profile, id from interests where name = any (:names::text[]);

-- name: catalogue()
-- Interests and their themes.
select name, theme from interests order by id;

-- name: host(user_id, name, bio)$
-- Somebody who hosts.
insert into host_profiles (user_id, host_name, host_bio) values (:user_id, :name, :bio) returning id;

-- name: ask(event, profile, expires_at, reason)$
-- An invitation, as a wave sends it.
insert into invitations (event_id, profile_id, expires_at, source, reason) values (:event, :profile, :expires_at, 'suggestion', :reason) returning id;

-- name: pay(invitation, intent)$
-- A payment of the demo's past.
with begun as (
  insert into payments (user_id, event_id, invitation_id, amount_in_cents, currency, stripe_payment_intent_id)
  select p.user_id, i.event_id, i.id, e.price_in_cents, e.currency, :intent
  from invitations i join social_profiles p on p.id = i.profile_id join events e on e.id = i.event_id where i.id = :invitation returning id
)
select id from begun;

-- name: settle(payment, charge)$
-- Its money is there.
select settle_payment(:payment, :charge);

-- name: confirm(invitation)$
-- A free seat.
select confirm_seat(:invitation);

-- name: wait(invitation)$
-- In line.
select join_waiting_list(:invitation);

-- name: attend(event, profile, status)!
-- There, or late, or not.
insert into attendance (event_id, profile_id, status, method) values (:event, :profile, :status, 'host_list');

-- name: complete(event)$
-- Over.
select complete_event(:event);

-- name: rate(event, profile, host_value, event_value, comment)!
-- What they thought.
insert into ratings (event_id, rater_profile_id, rated_host_id, host_rating_value, event_rating_value, comment)
select :event, :profile, e.host_id, :host_value, :event_value, :comment from events e where e.id = :event;

-- name: wish(event, one, other)!
-- Again, please.
update connections set wants_to_connect_again = true where event_id = :event and user_profile_id = :one and connected_profile_id = :other;

-- name: talk(one, other)$
-- Two who write to each other.
insert into conversations (low_profile_id, high_profile_id) values (least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid)) returning id;

-- name: say(conversation, sender, words)!
-- A message.
insert into messages (conversation_id, sender_profile_id, content) values (:conversation, :sender, :words);

-- name: post(event, profile, words)!
-- On an event's board.
insert into event_posts (event_id, profile_id, content) values (:event, :profile, :words);
