drop function calendar_owner_zone(uuid);
drop table calendar_feeds;
drop function feed_versions_grow();
drop table booking_calendar_events;
drop table external_busy_events;
drop function note_busy();
drop table calendar_accounts;
drop type calendar_provider;
