-- What goes by itself in Mentor, and when.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'outbox', 'That a letter of Mentor went out', 'For a year we can say whether and when we wrote to you; the words go when the letter does.', 'interest', '1 year', 'created_at', $q$status <> 'pending'$q$, 'delete', null),
  (current_schema(), 'external_busy_events', 'Times that your calendars blocked', 'Once a time is over, nobody can book it.', 'contract', '0', 'end_time', 'true', 'elsewhere', 'mentor.calendars.tidy');
