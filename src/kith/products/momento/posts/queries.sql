-- name: seen(event)^
-- An event as somebody who is in it may read it (member): title, begun or not, whether they host it and may write.
select e.id, e.title, e.status, e.starts_at, e.ends_at, e.time_zone, e.host_id = my_host_id() as hosting,
       e.status <> 'cancelled' and (e.host_id = my_host_id() or exists (
         select 1 from invitations i where i.event_id = e.id and i.profile_id = my_profile_id()
           and (i.status = 'confirmed' or (i.status in ('sent', 'payment_failed') and i.expires_at > kith.now())))) as may_write
from events e where e.id = :event and e.id = any (my_event_ids());

-- name: listed(event, before, at_most)
-- The board for whoever asks (member), newest first.
select id, author, profile_id, mine, content, created_at from event_posts_for(:event, :before, :at_most);

-- name: write(event, content)$
-- A post of the signed-in person.
insert into event_posts (event_id, profile_id, content) values (:event, my_profile_id(), :content) returning id;

-- name: post(post, event)^
-- A post that is still there, with whose it is, for the service.
select o.id, o.content, o.created_at, p.user_id as author_id, h.user_id as host_user_id
from event_posts o join social_profiles p on p.id = o.profile_id
join events e on e.id = o.event_id join host_profiles h on h.id = e.host_id
where o.id = :post and o.event_id = :event and o.removed_at is null for no key update of o;

-- name: remove(post, by)!
-- Takes a post off the board.
update event_posts set removed_at = kith.now(), removed_by = :by where id = :post and removed_at is null;
