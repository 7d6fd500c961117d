-- name: overview()^
-- How the house stands.
select (select count(*) from auth.users where deleted_at is null) as people,
       (select count(*) from sessions where revoked_at is null and expires_at > kith.now()) as sessions,
       (select count(*) from incidents where status = 'open') as open_incidents,
       (select count(*) from reports where status = 'open') as open_reports,
       (select count(*) from holds where state <> 'none' and cleared_at is null and (expires_at is null or expires_at > kith.now())) as holds,
       (select count(*) from outbox where status = 'failed') as messages_failed;
