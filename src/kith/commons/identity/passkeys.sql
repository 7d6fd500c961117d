-- name: insert_challenge(person_id, purpose, challenge, expires_at)!
-- A challenge for one answer.
insert into passkey_challenges (person_id, purpose, challenge, expires_at) values (:person_id, :purpose, :challenge, :expires_at);

-- name: consume_challenge(challenge, purpose)^
-- Use a challenge up; nothing when it was used, has run out or never was.
update passkey_challenges set consumed_at = kith.now()
where challenge = :challenge and purpose = :purpose and consumed_at is null and expires_at > kith.now()
returning person_id;

-- name: shown(person_id)^
-- What the browser shows beside a new passkey.
select coalesce(email, phone, 'you') as account, coalesce(raw_user_meta_data ->> 'first_name', 'You') as name
from auth.users where id = :person_id and deleted_at is null;

-- name: of_person(person_id)
-- A person's passkeys.
select id, name, created_at, last_used_at from passkeys where person_id = :person_id order by created_at;

-- name: credentials(person_id)
-- What a browser must not make a second time.
select credential_id from passkeys where person_id = :person_id;

-- name: insert_passkey(person_id, credential_id, public_key, sign_count, transports, name, backed_up)$
-- A new passkey; null when it is known.
insert into passkeys (person_id, credential_id, public_key, sign_count, transports, name, backed_up)
values (:person_id, :credential_id, :public_key, :sign_count, :transports, :name, :backed_up)
on conflict (credential_id) do nothing returning id;

-- name: by_credential(credential_id)^
-- The passkey behind an answer, held until the transaction ends.
select p.id, p.person_id, p.public_key, p.sign_count from passkeys p join auth.users u on u.id = p.person_id and u.deleted_at is null
where p.credential_id = :credential_id for update of p;

-- name: note_use(id, sign_count)!
-- It was used.
update passkeys set sign_count = :sign_count, last_used_at = kith.now() where id = :id;

-- name: remove(id, person_id)$
-- Take a passkey away.
delete from passkeys where id = :id and person_id = :person_id returning id;
