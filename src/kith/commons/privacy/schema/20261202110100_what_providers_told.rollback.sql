delete from retention_rules where schema_name = 'kith' and table_name in ('stripe_events', 'notices');

drop index stripe_events_bodies_idx;
