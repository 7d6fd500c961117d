-- name: listed(beacon, viewer, at, id, at_most)
-- A thread as the viewer may see it, newest first: what is visible, and what is their own; nothing across a block.
select p.id, p.post_type, p.body, p.status, p.created_at, p.author_id = :viewer as mine,
       case when w.username_public and w.status = 'active' then w.username end as author
from beacon_posts p left join profiles w on w.user_id = p.author_id
where p.beacon_id = :beacon and (p.status = 'visible' or p.author_id = :viewer)
  and (:viewer::uuid is null or p.author_id is null or p.author_id <> all ((select kith.blocked_with(:viewer))::uuid[]))
  and (:at::timestamptz is null or (p.created_at, p.id) < (:at, :id))
order by p.created_at desc, p.id desc limit :at_most;

-- name: add(beacon, author, post_type, body, status, flags)$
-- A post.
insert into beacon_posts (beacon_id, author_id, post_type, body, status, moderation_flags) values (:beacon, :author, :post_type, :body, :status, :flags) returning id;

-- name: one(post)^
-- A post with whose thread it is in, locked.
select p.id, p.beacon_id, p.author_id, p.post_type, p.body, p.status, b.owner_id from beacon_posts p join beacons b on b.id = p.beacon_id
where p.id = :post for no key update of p;

-- name: move(post, from_state, to_state, by)$
-- From one state to another.
update beacon_posts set status = :to_state, updated_by = :by where id = :post and status = :from_state returning id;

-- name: flagged(at_most)
-- What the checks held back, oldest first.
select p.id, p.beacon_id, p.body, p.moderation_flags, p.created_at, b.title from beacon_posts p join beacons b on b.id = p.beacon_id
where p.status = 'flagged' order by p.created_at, p.id limit :at_most;
