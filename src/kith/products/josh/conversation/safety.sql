-- name: people_met(user_id)
-- People this person was in a LinkUp with, the latest LinkUp first; names were shown at the lock.
select p.user_id, u.first_name, u.last_name, l.id as linkup_id, coalesce(l.event_time, l.starts_at) as at
from linkup_participants me
join linkups l on l.id = me.linkup_id and l.state in ('locked', 'completed')
join linkup_participants p on p.linkup_id = l.id and p.user_id <> me.user_id
join users u on u.id = p.user_id and u.state <> 'deleted'
where me.user_id = :user_id
order by coalesce(l.event_time, l.starts_at) desc nulls last, p.user_id
limit 200;

-- name: block(blocker_id, blocked_id)!
-- From now on these two are never brought together; the other is not told.
insert into kith.blocks (blocker_id, blocked_id) values (:blocker_id, :blocked_id) on conflict on constraint blocks_once do nothing;

-- name: file_report(reporter_id, reported_id, phone_hash, report_type, details, key)$
-- A report for the operators, once for the text it came from.
insert into kith.reports (product, reporter_id, reported_id, reporter_phone_hash, report_type, details, idempotency_key)
values ('josh', :reporter_id, :reported_id, :phone_hash, :report_type, :details, :key)
on conflict (idempotency_key) do update set idempotency_key = excluded.idempotency_key
returning id;

-- name: open_incident(person_id, phone_hash, incident_type, severity, details, key)$
-- An incident for the operators, once for the text it came from. The person is whoever texted.
insert into kith.incidents (product, person_id, reporter_id, reporter_phone_hash, incident_type, severity, details, idempotency_key)
values ('josh', :person_id, :person_id, :phone_hash, :incident_type, :severity, :details, :key)
on conflict (idempotency_key) do update set idempotency_key = excluded.idempotency_key
returning id;

-- name: add_to_report(report_id, message_id)!
-- A further text about a report that is still open; its body stays with the text.
update kith.reports
set details = jsonb_set(details, '{further_message_ids}', coalesce(details -> 'further_message_ids', '[]'::jsonb) || to_jsonb(:message_id::text))
where id = :report_id and status <> 'resolved';

-- name: add_to_incident(incident_id, message_id)!
-- A further text about an incident that is still open.
update kith.incidents
set details = jsonb_set(details, '{further_message_ids}', coalesce(details -> 'further_message_ids', '[]'::jsonb) || to_jsonb(:message_id::text))
where id = :incident_id and status <> 'resolved';

-- name: answered_in_danger(phone_hash, since)$
-- Whether this number got emergency guidance lately.
select exists (
  select 1 from sms_outbound_jobs j where j.phone_hash = :phone_hash and j.kind = 'safety' and j.created_at > :since
);
