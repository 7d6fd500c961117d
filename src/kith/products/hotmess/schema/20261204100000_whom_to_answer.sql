-- A command on which answering failed keeps whom to answer, sealed, until it is answered or goes with the rest.
update kith.retention_rules r set why = v.why from (values
  (current_schema(), 'inbox', 'Commands given to our bot on Telegram', 'Telegram repeats for a day at most; for a month a fault can be found. Whose one was is kept, sealed, only while we owe an answer to it.', 'interest')
) v (schema_name, table_name, what, why, basis)
where r.schema_name = v.schema_name and r.table_name = v.table_name;
