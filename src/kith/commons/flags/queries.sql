-- name: everything()
-- Every switch as it is kept, with the people it names.
select f.key, f.enabled, f.rollout_percent, f.version, array(select p.person_id from kith.flag_people p where p.key = f.key) as people from kith.flags f;

-- name: kept(key)^
-- One switch as it is kept.
select key, enabled, rollout_percent, version, updated_at from kith.flags where key = :key;

-- name: put(key, description, product, enabled, rollout_percent, admin, seen)$
-- Set a switch of which version `seen` was read (0: it was never set); null when somebody else was quicker.
insert into kith.flags as f (key, description, product, enabled, rollout_percent, updated_by)
select :key, :description, :product, :enabled, :rollout_percent, :admin
where :seen::integer = 0 or exists (select 1 from kith.flags k where k.key = :key)
on conflict (key) do update set description = excluded.description, enabled = excluded.enabled, rollout_percent = excluded.rollout_percent,
  updated_by = excluded.updated_by, version = f.version + 1
where f.version = :seen::integer
returning f.version;

-- name: people_of(key)
-- Who is named, with an address to know them by.
select p.person_id, coalesce(u.email, u.phone, 'left') as address, p.created_at from kith.flag_people p join auth.users u on u.id = p.person_id
where p.key = :key order by p.created_at, p.person_id;

-- name: person_at(address)$
-- Whoever signs in with this address or number.
select id from auth.users where (email = :address or phone = :address) and deleted_at is null;

-- name: keep(key, description, product, enabled, rollout_percent)!
-- A switch as its product declares it, if it was never set.
insert into kith.flags (key, description, product, enabled, rollout_percent) values (:key, :description, :product, :enabled, :rollout_percent)
on conflict (key) do nothing;

-- name: named(key)$
-- How many people a switch names.
select count(*)::integer from kith.flag_people where key = :key;

-- name: name_person(key, person_id, admin)$
-- On for somebody; null when they are named already.
insert into kith.flag_people (key, person_id, added_by) values (:key, :person_id, :admin) on conflict do nothing returning person_id;

-- name: unname_person(key, person_id)$
-- No longer named; null when they were not.
delete from kith.flag_people where key = :key and person_id = :person_id returning person_id;
