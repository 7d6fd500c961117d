insert into hotmess.profiles (user_id, username, birth_date, age_verified_at) values
  ('00000000-0000-4000-8000-00000000000a', 'owner', '1990-01-01', '2026-11-01'),
  ('00000000-0000-4000-8000-00000000000c', 'third', '1990-01-01', '2026-11-01');
insert into hotmess.beacons (id, owner_id, kind, title, status, city_id, timezone, expires_at, ruleset_id)
select '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 'event', 'A night', 'live', c.id, 'UTC', '2100-01-01', r.id
from hotmess.cities c, hotmess.rulesets r where c.slug = 'london';
insert into hotmess.beacons (id, owner_id, kind, title, status, city_id, timezone, expires_at, ruleset_id)
select '00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-00000000000a', 'event', 'A draft', 'draft', c.id, 'UTC', '2100-01-01', r.id
from hotmess.cities c, hotmess.rulesets r where c.slug = 'london';
insert into hotmess.beacon_staff (beacon_id, user_id, role) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 'steward');
insert into hotmess.beacon_posts (id, beacon_id, author_id, post_type, body)
values ('00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 'comment', 'Hello');
insert into hotmess.qr_tokens (id, beacon_id, scope, token_hash, key_id, expires_at, holder_id)
values ('00000000-0000-4000-8000-0000000000b4', '00000000-0000-4000-8000-0000000000b1', 'check_in', sha256('x'), 'k', '2100-01-01', '00000000-0000-4000-8000-00000000000a');
insert into hotmess.gates (id, beacon_id, name) values ('00000000-0000-4000-8000-0000000000b5', '00000000-0000-4000-8000-0000000000b1', 'Main door');
insert into hotmess.gate_counts (gate_id, shard) values ('00000000-0000-4000-8000-0000000000b5', 0);
insert into hotmess.door_devices (id, beacon_id, user_id)
values ('00000000-0000-4000-8000-0000000000b6', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a');
insert into hotmess.beacon_scans (id, beacon_id, token_id, user_id, city_id, status, ip_hash)
select '00000000-0000-4000-8000-0000000000b7', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000b4', '00000000-0000-4000-8000-00000000000a', c.id, 'valid', sha256('ip')
from hotmess.cities c where c.slug = 'london';
insert into hotmess.scan_conflicts (beacon_id, token_id, second_scan_id, kind)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000b4', '00000000-0000-4000-8000-0000000000b7', 'duplicate');
insert into hotmess.evidence_events (subject_type, subject_id, sequence, evidence_type, user_id, scan_id, previous_hash, hash)
values ('listing', '00000000-0000-4000-8000-0000000000b8', 1, 'qr_scan', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000b7', '\x00', '\x01');
insert into hotmess.printed_keys (key_id, public_key) values ('k', sha256('key'));
insert into hotmess.ticket_listings (id, beacon_id, seller_id, token_id, title, price_pence, face_value_pence, status)
values ('00000000-0000-4000-8000-0000000000b8', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000b4', 'My ticket', 1000, 1000, 'draft');
insert into hotmess.beacon_waiting_list (beacon_id, user_id) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a');
insert into hotmess.listing_holds (listing_id, buyer_id, expires_at)
values ('00000000-0000-4000-8000-0000000000b8', '00000000-0000-4000-8000-00000000000a', '2100-01-01');
insert into hotmess.ticket_holds (beacon_id, user_id, expires_at)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '2100-01-01');
insert into hotmess.payout_accounts (user_id, stripe_account_id) values ('00000000-0000-4000-8000-00000000000a', 'acct_planted');
insert into hotmess.drops (id, slug, title, start_at, end_at) values ('00000000-0000-4000-8000-0000000000b9', 'planted', 'Planted', '2026-11-01', '2100-01-01');
insert into hotmess.drop_queue (drop_id, user_id) values ('00000000-0000-4000-8000-0000000000b9', '00000000-0000-4000-8000-00000000000a');
insert into hotmess.products (id, slug, title, collection, price_pence, status) values ('00000000-0000-4000-8000-0000000000ba', 'planted', 'Planted', 'raw', 100, 'live');
insert into hotmess.stock_reservations (id, user_id, product_id, quantity, expires_at)
values ('00000000-0000-4000-8000-0000000000bb', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000ba', 1, '2100-01-01');
insert into hotmess.stock_units (product_id) values ('00000000-0000-4000-8000-0000000000ba');
insert into hotmess.market_sellers (id, owner_id, display_name, slug, status)
values ('00000000-0000-4000-8000-0000000000bc', '00000000-0000-4000-8000-00000000000a', 'Owner', 'owner', 'approved');
insert into hotmess.market_listings (id, seller_id, title, price_pence)
values ('00000000-0000-4000-8000-0000000000bd', '00000000-0000-4000-8000-0000000000bc', 'A thing', 1000);
insert into hotmess.cart_items (user_id, product_id) values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000ba');
insert into hotmess.orders (id, user_id, subtotal_pence, total_pence, expires_at)
values ('00000000-0000-4000-8000-0000000000be', '00000000-0000-4000-8000-00000000000a', 100, 100, '2100-01-01');
insert into hotmess.order_items (id, order_id, title, quantity, unit_price_pence, total_price_pence)
values ('00000000-0000-4000-8000-0000000000bf', '00000000-0000-4000-8000-0000000000be', 'Planted', 1, 100, 100);
insert into hotmess.payments (id, order_id, user_id, amount_pence, currency)
values ('00000000-0000-4000-8000-0000000000e0', '00000000-0000-4000-8000-0000000000be', '00000000-0000-4000-8000-00000000000a', 100, 'GBP');
insert into hotmess.refunds (payment_id, user_id, amount_pence, reason)
values ('00000000-0000-4000-8000-0000000000e0', '00000000-0000-4000-8000-00000000000a', 100, 'returned');
insert into hotmess.invoices (order_id, issuer_name) values ('00000000-0000-4000-8000-0000000000be', 'Planted');
insert into hotmess.payouts (order_id, payee_id, gross_pence, fee_pence, amount_pence, currency, not_before)
values ('00000000-0000-4000-8000-0000000000be', '00000000-0000-4000-8000-00000000000a', 100, 10, 90, 'GBP', '2026-12-01');
insert into hotmess.xp_events (user_id, event_type, amount, cause) values ('00000000-0000-4000-8000-00000000000a', 'daily_login', 10, 'planted');
insert into hotmess.xp_totals (user_id, balance, total_events, last_activity) values ('00000000-0000-4000-8000-00000000000a', 10, 1, '2026-11-01');
update hotmess.profiles set username_public = true where user_id = '00000000-0000-4000-8000-00000000000a';
insert into hotmess.xp_adjustments (user_id, amount, reason, proposed_by)
values ('00000000-0000-4000-8000-00000000000a', 5000, 'planted', '00000000-0000-4000-8000-00000000000c');
insert into hotmess.login_streaks (user_id, last_day, days) values ('00000000-0000-4000-8000-00000000000a', '2026-11-01', 1);
insert into hotmess.radio_shows (id, station_id, slug, title, status)
select '00000000-0000-4000-8000-0000000000e1', s.id, 'planted', 'Planted', 'live' from hotmess.radio_stations s;
insert into hotmess.schedule_blocks (station_id, station_number, show_id, day_of_week, start_time, end_time)
select s.id, s.number, '00000000-0000-4000-8000-0000000000e1', 5, '22:00', '04:00' from hotmess.radio_stations s;
insert into hotmess.now_playing_overrides (station_id, title) select s.id, 'Planted' from hotmess.radio_stations s;
insert into hotmess.records_releases (slug, title, artist, status, release_at) values ('planted', 'Planted', 'Somebody', 'live', '2026-11-01');
insert into hotmess.listening (user_id, station_id, last_beat_at) select '00000000-0000-4000-8000-00000000000a', s.id, '2026-11-01' from hotmess.radio_stations s;
insert into hotmess.pulse_hours (hour) values (date_trunc('hour', now() - interval '2 hours', 'UTC'));
insert into hotmess.pulse_cells (city_id, hour, kind, people) select c.id, h.hour, 'all', 10 from hotmess.cities c, hotmess.pulse_hours h where c.slug = 'london';
insert into hotmess.pulse_beacons (beacon_id, hour, people) select '00000000-0000-4000-8000-0000000000b1', h.hour, 10 from hotmess.pulse_hours h;
insert into hotmess.pulse_budgets (city_id, day, spent, most) select c.id, '2026-11-01', 1, 2 from hotmess.cities c where c.slug = 'london';
insert into kith.cases (id, product, content_type, content_id, person_id, category)
values ('00000000-0000-4000-8000-0000000000e2', 'hotmess', 'post', '00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-00000000000c', 'other');
insert into kith.reports (product, reporter_id, reported_id, report_type, case_id, content_type, content_id)
values ('hotmess', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 'other', '00000000-0000-4000-8000-0000000000e2', 'post', '00000000-0000-4000-8000-0000000000b3');
insert into kith.decisions (product, admin_id, action, content_type, content_id, person_id, reason, statement)
values ('hotmess', '00000000-0000-4000-8000-00000000000c', 'warn', 'post', '00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-00000000000a', 'planted',
  '{"category": "x", "facts": "x", "ground": "x", "automated_detection": false, "automated_decision": false, "territory": "x", "date": "x"}');
insert into kith.audit_log (sequence, link, actor, product, action, target_type, target_id, previous_hash, hash)
values (3, 3, 'owner', 'hotmess', 'read', 'person', '00000000-0000-4000-8000-00000000000a', '\x03', '\x04');
