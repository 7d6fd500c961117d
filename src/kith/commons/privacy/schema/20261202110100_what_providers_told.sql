-- What Stripe told us, and what stood in notices, go by rules like all else.

create index stripe_events_bodies_idx on stripe_events (received_at) where processed_at is not null and payload <> '{}'::jsonb;

insert into retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  ('kith', 'stripe_events', 'What our payment service told us about your payments, word for word', 'For three months a fault can be found; what you paid stands in the books.', 'contract', '90 days', 'received_at', $q$processed_at is not null and payload <> '{}'::jsonb$q$, 'blank', $q$payload = '{}'::jsonb$q$),
  ('kith', 'stripe_events', 'That our payment service told us something', 'It repeats for days, at most for weeks. For a year nothing can count twice.', 'contract', '1 year', 'received_at', 'processed_at is not null', 'delete', null),
  ('kith', 'notices', 'What stood in your notices', 'For half a year you can look it up.', 'contract', '180 days', 'shown_at', 'true', 'delete', null);
