-- name: keys()
-- Keys that sign or signed, the one that signs first.
select k.key_id, k.created_at, k.retired_at, k.checks_until,
       (select count(*) from qr_tokens t where t.key_id = k.key_id and t.revoked_at is null and t.expires_at > kith.now())::integer as codes
from printed_keys k order by k.retired_at desc nulls first, k.created_at desc;

-- name: rotate(expected, key_id, public_key)$
-- From now on another one signs; false when the expected one does not any more.
select rotate_printed_key(:expected, :key_id, :public_key);
