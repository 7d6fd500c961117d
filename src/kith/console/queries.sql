-- name: overview()^
-- How the house stands.
select (select count(*) from auth.users where deleted_at is null) as people,
       (select count(*) from sessions where revoked_at is null and expires_at > kith.now()) as sessions,
       (select count(*) from incidents where status = 'open') as open_incidents,
       (select count(*) from reports where status = 'open') as open_reports,
       (select count(*) from holds where state <> 'none' and cleared_at is null and (expires_at is null or expires_at > kith.now())) as holds,
       (select count(*) from stripe_events where processed_at is null) as stripe_waiting,
       (select count(*) from outbox where status = 'failed') as messages_failed;

-- name: incidents()
-- What must be looked at first.
select id, product, incident_type, severity, status, created_at from incidents where status <> 'resolved' order by severity desc, created_at limit 50;

-- name: reports()
-- Who was reported for what.
select id, product, report_type, status, created_at from reports where status <> 'resolved' order by created_at limit 50;

-- name: resolve_incident(id)!
-- Dealt with.
update incidents set status = 'resolved' where id = :id;

-- name: resolve_report(id)!
-- Dealt with.
update reports set status = 'resolved' where id = :id;
