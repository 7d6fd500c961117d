-- name: shut_out(person_id)$
-- Nobody signs in as this person any more; holds the person's row, so that two bans come one after the other.
update kith.people set banned_until = 'infinity', updated_at = kith.now() where id = :person_id and deleted_at is null returning id;

-- name: is_operator(person_id)$
-- Whether somebody works here.
select exists (select 1 from kith.admins where person_id = :person_id);

-- name: ban(person_id, banned_by, reason, case_id)$
-- A ban, unless one is in force.
insert into kith.bans (person_id, banned_by, reason, case_id) values (:person_id, :banned_by, :reason, :case_id)
on conflict (person_id) where lifted_at is null do nothing returning id;

-- name: end_ways_in(person_id)!
-- Sessions with their refresh tokens, codes and links that are out, the browsers that took pushes.
with s as (update kith.sessions set revoked_at = kith.now(), revoked_because = 'banned' where person_id = :person_id and revoked_at is null),
     c as (update kith.sign_in_codes set superseded_at = kith.now() where person_id = :person_id and consumed_at is null and superseded_at is null),
     l as (delete from kith.sign_in_links where person_id = :person_id)
delete from kith.push_subscriptions where person_id = :person_id;

-- name: expect(ban_id, product)!
-- A product has to end what there is.
insert into kith.ban_effects (ban_id, product) values (:ban_id, :product) on conflict do nothing;

-- name: take_effect(ban_id, product)^
-- What a product has to end, held until it is done; nothing when that was done, or the ban was lifted.
select b.person_id, e.done_at is not null as again, e.outcome from kith.ban_effects e join kith.bans b on b.id = e.ban_id
where e.ban_id = :ban_id and e.product = :product and b.lifted_at is null
  and (e.done_at is null or (e.looked_again_at is null and e.done_at <= kith.now() - interval '2 minutes'))
for update of e for share of b;

-- name: effect_done(ban_id, product, outcome)!
-- It is ended, with what that came to.
update kith.ban_effects set done_at = coalesce(done_at, kith.now()), looked_again_at = case when done_at is not null then kith.now() end, outcome = :outcome
where ban_id = :ban_id and product = :product;

-- name: due_effects()
-- What is still to end a minute after the ban, and what was ended two minutes ago: something may have been under way just then.
select e.ban_id, e.product from kith.ban_effects e join kith.bans b on b.id = e.ban_id
where b.lifted_at is null and e.looked_again_at is null
  and (e.done_at <= kith.now() - interval '2 minutes' or (e.done_at is null and e.queued_at <= kith.now() - interval '1 minute'))
order by e.queued_at limit 200;

-- name: closed(person_id, product)
-- What lifted bans have closed in a product and nobody has opened again, held; nothing while another ban is in force.
select e.ban_id from kith.ban_effects e join kith.bans b on b.id = e.ban_id
where b.person_id = :person_id and e.product = :product and b.lifted_at is not null and e.reopened_at is null and e.outcome @> '{"closed": 1}'
  and not kith.is_banned(b.person_id)
for update of e;

-- name: reopened(person_id, product)!
-- The product has let them in again.
update kith.ban_effects e set reopened_at = kith.now() from kith.bans b
where b.id = e.ban_id and b.person_id = :person_id and e.product = :product and b.lifted_at is not null and e.reopened_at is null and e.done_at is not null;

-- name: due_reopenings()
-- Whom some product has still to let in a minute after their ban was lifted.
select distinct b.person_id, e.product from kith.ban_effects e join kith.bans b on b.id = e.ban_id
where e.reopened_at is null and e.outcome @> '{"closed": 1}' and b.lifted_at <= kith.now() - interval '1 minute' and not kith.is_banned(b.person_id) limit 200;

-- name: lift(person_id, lifted_by, reason)$
-- The ban in force, lifted.
update kith.bans set lifted_at = kith.now(), lifted_by = :lifted_by, lifted_reason = :reason
where person_id = :person_id and lifted_at is null returning id;

-- name: let_in(person_id)!
-- They may sign in again.
update kith.people set banned_until = null, updated_at = kith.now() where id = :person_id;

-- name: of_person(person_id)
-- Every ban of a person with what it ended in each product, newest first.
select b.id, b.person_id, b.banned_by, b.reason, b.case_id, b.since, b.lifted_at, b.lifted_by, b.lifted_reason,
       coalesce((select jsonb_object_agg(e.product, e.outcome) from kith.ban_effects e where e.ban_id = b.id and e.done_at is not null), '{}') as ended,
       (select array_agg(e.product order by e.product) from kith.ban_effects e where e.ban_id = b.id and e.done_at is null) as waiting
from kith.bans b where b.person_id = :person_id order by b.since desc, b.id;

-- name: fresh()
-- Whose access tokens may still run though they are banned: those of the last while.
select person_id from bans where lifted_at is null and since > kith.now() - interval '20 minutes';
