-- name: lock(event)^
-- An event about to ask people.
select e.id, e.status, e.starts_at, e.time_zone, e.title, e.waves_sent, e.fills_itself, e.max_participants, h.host_name
from events e join host_profiles h on h.id = e.host_id where e.id = :event for no key update of e;

-- name: invite(event, profile, expires_at, wave, source, reason)$
-- Ask somebody, once; null when they were asked before.
insert into invitations (event_id, profile_id, expires_at, wave, source, reason) values (:event, :profile, :expires_at, :wave, :source, :reason)
on conflict (event_id, profile_id) do nothing returning id;

-- name: count_wave(event)!
-- One more wave is out.
update events set waves_sent = waves_sent + 1 where id = :event;

-- name: fill(event, wanted)!
-- Whether the house goes on asking by itself.
update events set fills_itself = :wanted where id = :event and status in ('planned', 'confirmed');

-- name: room(event)^
-- Free seats, and how many answers are open that could take them.
select free_seats(e.id) as free,
       (select coalesce(sum(i.seats), 0) from invitations i where i.event_id = e.id and i.status in ('sent', 'payment_failed') and i.expires_at > kith.now()
          and not exists (select 1 from waiting_list w where w.invitation_id = i.id and w.status in ('waiting', 'offered'))) as open,
       exists (select 1 from waiting_list w where w.event_id = e.id and w.status in ('waiting', 'offered')) as line
from events e where e.id = :event;

-- name: filling()
-- Events that ask by themselves.
select id from events where fills_itself and status in ('planned', 'confirmed') and starts_at > kith.now() + interval '6 hours' order by starts_at limit 200;

-- name: expire()
-- Answers that never came; whoever waits in line or is paying keeps the invitation.
update invitations i set status = 'expired'
where i.status in ('sent', 'payment_failed') and i.expires_at <= kith.now()
  and not exists (select 1 from waiting_list w where w.invitation_id = i.id and w.status in ('waiting', 'offered'))
  and not exists (select 1 from seat_holds h where h.invitation_id = i.id and h.ended_at is null and h.expires_at > kith.now())
returning i.event_id;

-- name: guest(profile)^
-- Whom to write to.
select p.user_id from social_profiles p where p.id = :profile;

-- name: profile_by_email(email)$
-- Somebody of Momento with this address.
select p.id from users u join social_profiles p on p.user_id = u.id where u.email = :email and u.status = 'active';

-- name: met_by_host(event)
-- People from the host's memory book who are not asked yet, in the host's session.
select c.connected_profile_id as id, max(c.connected_profile_snapshot_name) as name
from connections c where c.user_profile_id = my_profile_id() and not c.does_not_want_to_connect_again
  and not exists (select 1 from event_board(:event) b where b.profile_id = c.connected_profile_id)
group by c.connected_profile_id order by 2 limit 100;
