-- name: names()
-- Whose phone is whose, for the simulator's list.
select phone, coalesce(raw_user_meta_data ->> 'first_name', 'Somebody') as name
from auth.users where phone is not null and deleted_at is null order by last_sign_in_at desc nulls last limit 200;
