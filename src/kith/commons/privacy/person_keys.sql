-- name: of(person_id)^
-- A person's key as it is kept; no row before the first thing was sealed under it.
select key_ciphertext, key_iv, key_tag, key_version, destroyed_at from kith.person_keys where person_id = :person_id;

-- name: keep(person_id, ciphertext, iv, tag, version)!
-- A new key, unless somebody was quicker.
insert into kith.person_keys (person_id, key_ciphertext, key_iv, key_tag, key_version) values (:person_id, :ciphertext, :iv, :tag, :version)
on conflict (person_id) do nothing;
