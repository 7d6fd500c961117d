-- name: waiting(id)^
-- A command from Telegram; what was asked, sealed, while its answer waits.
select handled_at, payload -> 'asked' as asked from inbox where id = :id and provider = 'telegram';

-- name: take(id)$
-- Its answer waits no longer, and whose it is goes; null for whoever comes second.
update inbox set handled_at = kith.now(), error = null, payload = payload - 'asked' where id = :id and handled_at is null returning id;

-- name: failed_again(id, failure)!
-- It waits on.
update inbox set error = :failure where id = :id and handled_at is null;
