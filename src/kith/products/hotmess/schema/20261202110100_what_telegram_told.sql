-- Commands from Telegram go by a rule: they name nobody, and Telegram repeats for a day.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'inbox', 'Commands given to our bot on Telegram', 'Telegram repeats for a day at most; for a month a fault can be found. Whose they were is never kept.', 'interest', '30 days', 'received_at', $q$provider = 'telegram'$q$, 'delete', null);
