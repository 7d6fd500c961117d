-- name: find(owner)^
-- An owner's key, wrapped.
select owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version from data_keys where owner = :owner;

-- name: add(owner, ciphertext, iv, tag, key_version)^
-- A new key; nothing when somebody else was quicker.
insert into data_keys (owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version) values (:owner, :ciphertext, :iv, :tag, :key_version)
on conflict (owner) do nothing
returning owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version;

-- name: wrapped_by_older(key_version, after, at_most)
-- Keys that the newest of the house's keys does not wrap yet; those in use are left for the next run.
select owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version from data_keys
where key_version <> :key_version and owner > :after order by owner limit :at_most for update skip locked;

-- name: rewrap(owner, ciphertext, iv, tag, key_version)!
-- The same key under another wrapping.
update data_keys set wrapped_ciphertext = :ciphertext, wrapped_iv = :iv, wrapped_tag = :tag, key_version = :key_version where owner = :owner;
