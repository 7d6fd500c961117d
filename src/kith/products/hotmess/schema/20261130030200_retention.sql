-- What goes by itself in HOTMESS, and when.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'outbox', 'That a letter of HOTMESS went out', 'For a year we can say whether and when we wrote to you; the words go when the letter does.', 'interest', '1 year', 'created_at', $q$status <> 'pending'$q$, 'delete', null),
  (current_schema(), 'beacon_scans', 'The fingerprint of the address a ticket was shown from', 'Its salt goes every day; a month later the fingerprint says nothing that we need.', 'interest', '30 days', 'created_at', 'ip_hash is not null', 'blank', 'ip_hash = null'),
  (current_schema(), 'listing_holds', 'That a ticket was kept for you while you paid', 'Three months later nobody asks about it.', 'contract', '90 days', 'expires_at', 'ended_at is not null', 'delete', null);
