-- name: keep(id, person_id, product, topic, key, words, in_centre, digest, shown_at)$
-- A notice, once for its key.
insert into kith.notices (id, person_id, product, topic, key, words, in_centre, digest, shown_at)
values (:id, :person_id, :product, :topic, :key, :words, :in_centre, :digest, coalesce(:shown_at::timestamptz, kith.now()))
on conflict (product, key) do nothing returning id;
