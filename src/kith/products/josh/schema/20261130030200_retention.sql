-- What goes by itself in JOSH, and when.
insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'outbox', 'That a letter of JOSH went out', 'For a year we can say whether and when we wrote to you; the words go when the letter does.', 'interest', '1 year', 'created_at', $q$status <> 'pending'$q$, 'delete', null),
  (current_schema(), 'sms_messages', 'The words of texts between us', 'For two months we can look up what was said, should something have gone wrong; that there was a text stays.', 'contract', '60 days', 'created_at', 'body_ciphertext is not null', 'elsewhere', 'josh.text.forget'),
  (current_schema(), 'users', 'Numbers that nobody confirmed', 'Whoever did not enter the code within a day did not join.', 'consent', '1 day', 'updated_at', $q$state = 'unverified'$q$, 'elsewhere', 'josh.registration.forget'),
  (current_schema(), 'otp_sessions', 'Codes that confirmed your number', 'For a month a fault can be found.', 'interest', '30 days', 'expires_at', 'true', 'delete', null),
  (current_schema(), 'magic_links', 'Links to your dashboard', 'For a month a fault can be found.', 'interest', '30 days', 'expires_at', 'true', 'delete', null);
