-- What goes by itself in Momento, and when.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'outbox', 'That a letter of Momento went out', 'For a year we can say whether and when we wrote to you; the words go when the letter does.', 'interest', '1 year', 'created_at', $q$status <> 'pending'$q$, 'delete', null),
  (current_schema(), 'attendance', 'Where you stood when you checked in', 'For a month it can be shown who was there; then only that you were.', 'contract', '30 days', 'created_at', 'check_in_latitude is not null', 'blank', 'check_in_latitude = null, check_in_longitude = null, check_in_accuracy = null'),
  (current_schema(), 'capture_tokens', 'Permissions to take a picture', 'Each is good for two minutes.', 'contract', '1 hour', 'issued_at', 'used_at is null', 'delete', null);
