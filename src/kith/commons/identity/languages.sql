-- name: language_of(person_id)$
-- The language a person is written to in; null when they never said.
select raw_user_meta_data ->> 'locale' from auth.users where id = :person_id and deleted_at is null;

-- name: reader(person_id)^
-- The same, and whether the person ever got in; no row for nobody.
select raw_user_meta_data ->> 'locale' as language, coalesce(email_confirmed_at, phone_confirmed_at) is not null as was_here
from auth.users where id = :person_id and deleted_at is null;

-- name: remember(person_id, language)!
-- The person chose a language.
update kith.people set raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object('locale', :language::text)
where id = :person_id and deleted_at is null;

-- name: note_first(person_id, language)!
-- The language of their browser, when nothing is known yet.
update kith.people set raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object('locale', :language::text)
where id = :person_id and deleted_at is null and not coalesce(raw_user_meta_data ? 'locale', false);
