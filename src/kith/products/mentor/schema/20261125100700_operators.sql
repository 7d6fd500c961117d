-- What the house owns, under its documented name.

create view admin_actions with (security_invoker = true) as
  select l.id, l.admin_id, l.action, l.target_id as subject_id, l.payload as meta, l.created_at, l.target_type, l.reason, l.actor, l.product
  from kith.audit_log l
  where l.product = 'mentor'
  with local check option;

alter view admin_actions alter column product set default 'mentor';

alter view admin_actions alter column actor set default 'operator';

alter view admin_actions alter column target_type set default 'person';

comment on view admin_actions is 'What operators did in Mentor. Rows can be added, never changed.';
