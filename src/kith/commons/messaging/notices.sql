-- name: recipient(person_id)^
-- How a person is reached, by what name and in which language; nothing when there is nobody (any more).
select u.email, u.phone, u.raw_user_meta_data ->> 'first_name' as name, u.raw_user_meta_data ->> 'locale' as locale,
       exists (select 1 from kith.push_subscriptions s where s.person_id = u.id and s.gone_at is null) as pushable
from auth.users u where u.id = :person_id and u.deleted_at is null;

-- name: put_off(key, not_before)!
-- A notice that should not arrive before its time.
update outbox set not_before = :not_before where idempotency_key = any (array[:key::text || ':email', :key::text || ':sms', :key::text || ':push']);
