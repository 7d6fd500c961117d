-- name: my_linkups(user_id, before_at, before_id, at_most)^
-- LinkUps a member started or is in, newest first, as JSON: the database writes what the browser reads.
select coalesce(json_agg(p), '[]')::text as items, count(*) as found, min(p.created_at) as last_at, (array_agg(p.id))[count(*)] as last_id
from (
  select l.id, l.state, coalesce(l.brief ->> 'activity_key', '') as activity, coalesce(l.brief ->> 'time_window', '') as time_window, l.starts_at, l.event_time,
         l.time_zone, l.venue ->> 'name' as venue, l.min_size, l.max_size, l.seats_taken, l.created_at, l.initiator_user_id = :user_id as mine
  from linkups l
  where l.id = any (my_linkup_ids()) and (l.created_at, l.id) < (:before_at::timestamptz, :before_id::uuid)
  order by l.created_at desc, l.id desc limit :at_most
) p;

-- name: linkup(id)^
-- One LinkUp, if the member may see it.
select id, state::text as state, brief, starts_at, ends_at, event_time, time_zone, venue, min_size, max_size, seats_taken, created_at, initiator_user_id
from linkups where id = :id;

-- name: people(id)
-- Who is in it, by first name, once it is locked.
select user_id, first_name, role, status from linkup_people(:id) order by role, first_name, user_id;

-- name: my_invites(user_id)
-- Invites a member has not answered.
select i.id, i.linkup_id, i.expires_at, l.brief, l.starts_at, l.time_zone, l.min_size, l.max_size
from linkup_invites i join linkups l on l.id = i.linkup_id
where i.invited_user_id = :user_id and i.state = 'pending' order by i.sent_at desc limit 10;

-- name: my_invite(id, user_id)^
-- One invite of a member.
select id, linkup_id, state::text as state from linkup_invites where id = :id and invited_user_id = :user_id;

-- name: me(user_id)^
-- A member and how they stand.
select u.id, u.first_name, u.state::text as state, u.paused_at, u.time_zone, r.display_name as region, r.state::text as region_state, r.time_zone as region_zone,
       p.state::text as profile_state, e.eligible_to_participate, e.eligible_to_initiate, e.expires_at,
       s.state::text as subscription, s.current_period_end, s.cancel_at_period_end, s.grace_until, s.stripe_subscription_id is not null as paying
from users u left join regions r on r.id = u.region_id left join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id
left join subscriptions s on s.user_id = u.id
where u.id = :user_id;

-- name: profile(user_id)^
-- What JOSH thinks of a member.
select state::text as state, fingerprint, activity_patterns, boundaries from profiles where user_id = :user_id;

-- name: store_boundaries(user_id, boundaries)!
-- What a member will not do, written as the member.
update profiles set boundaries = :boundaries where user_id = :user_id;

-- name: set_paused(user_id, paused)!
-- Whether a member wants to be asked.
update users set paused_at = case when :paused::boolean then coalesce(paused_at, kith.now()) end where id = :user_id;

-- name: my_choices(linkup_id, user_id)
-- A member's own private choices.
select target_user_id, choice from contact_exchange_choices where linkup_id = :linkup_id and chooser_user_id = :user_id;

-- name: my_outcome(linkup_id, user_id)^
-- What a member said afterwards.
select attendance_response, do_again from linkup_outcomes where linkup_id = :linkup_id and user_id = :user_id;

-- name: my_contacts()
-- Numbers that were exchanged with a member.
select contact_exchange_id, linkup_id, user_id, first_name, phone_e164, revealed_at from my_contacts() order by revealed_at desc;

-- name: met(user_id, other)$
-- Whether two people share a locked or completed LinkUp.
select exists (
  select 1 from linkup_participants a join linkup_participants b on b.linkup_id = a.linkup_id
  where a.user_id = :user_id and b.user_id = :other);

-- name: insert_link(user_id, token_hash, purpose, linkup_id, expires_at)!
-- A one-use link by text.
insert into magic_links (user_id, token_hash, purpose, linkup_id, expires_at) values (:user_id, :token_hash, :purpose, :linkup_id, :expires_at);

-- name: use_link(token_hash)^
-- Use a link up; nothing when it was used, has run out or never was.
update magic_links set consumed_at = kith.now()
where token_hash = :token_hash and consumed_at is null and expires_at > kith.now() returning user_id, linkup_id;
