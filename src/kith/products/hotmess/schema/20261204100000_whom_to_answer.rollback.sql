update kith.retention_rules set why = 'Telegram repeats for a day at most; for a month a fault can be found. Whose they were is never kept.'
where schema_name = current_schema() and table_name = 'inbox';
