delete from kith.retention_rules where schema_name = current_schema() and table_name = 'inbox';
