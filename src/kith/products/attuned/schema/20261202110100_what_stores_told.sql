-- What the stores told goes by a schedule of Attuned's own; members read of it with the other rules.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'inbox', 'What the App Store and Google Play told us about your plan', 'A plan of a year is told of again when it renews; a month after that it has served.', 'contract', '400 days', 'received_at', $q$provider in ('apple', 'google-play') and handled_at is not null$q$, 'elsewhere', 'attuned.subscriptions.forgotten');
