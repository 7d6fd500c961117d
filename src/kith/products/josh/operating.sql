-- name: texts_out()^
-- How the texts that leave stand.
select (select count(*) from sms_outbound_jobs where status = 'pending') as waiting,
       (select min(greatest(created_at, not_before)) from sms_outbound_jobs where status = 'pending' and not_before <= kith.now()) as oldest,
       (select count(*) from sms_messages where direction = 'out' and created_at > kith.now() - interval '24 hours') as sent,
       (select count(*) from sms_outbound_jobs where status = 'failed') as failed;

-- name: texts_in()^
-- How the texts that came in stand.
select (select count(*) from sms_messages where direction = 'in' and created_at > kith.now() - interval '24 hours') as received,
       count(*) as waiting, min(created_at) as oldest from sms_messages where direction = 'in' and handled_at is null;
