-- name: station(slug)^
-- A station.
select id, slug, name, timezone from radio_stations where slug = :slug;

-- name: now_playing(station, at)^
-- What is on air at a moment (null: now), with its show and the next one where they are shown to everybody.
select p.source, p.title, p.artist, p.starts_at, p.ends_at, p.block_id, p.next_title, p.next_starts_at, w.slug as show, w.description, w.soundcloud_url, w.artwork_url,
       n.slug as next_show
from now_playing(:station, :at::timestamptz) p
left join radio_shows w on w.id = p.show_id and w.status = 'live' left join radio_shows n on n.id = p.next_show_id and n.status = 'live';

-- name: blocks(station, from_at, until_at)
-- Every block that touches a span, as moments.
select b.block_id, b.kind, b.day, b.starts_at, b.ends_at, w.slug as show, w.title, w.host
from on_air_blocks(:station, :from_at, :until_at) b join radio_shows w on w.id = b.show_id order by b.starts_at, b.kind, b.block_id;

-- name: overrides(station, at)
-- What was put on by hand at a moment, the newest first.
select title, artist, starts_at, expires_at as ends_at from now_playing_overrides
where station_id = :station and starts_at <= :at and expires_at > :at and (ended_at is null or ended_at > :at) order by created_at desc, id limit 20;

-- name: shows(station)
-- Shows that are on, by name.
select slug, title, host, description, soundcloud_url is not null as to_hear from radio_shows where station_id = :station and status = 'live' order by title limit 200;

-- name: show(station, slug)^
-- One show that is on.
select slug, title, host, description, soundcloud_url, artwork_url from radio_shows where station_id = :station and slug = :slug and status = 'live';

-- name: listen(person, station)$
-- A beat of a player that plays; the XP it earned.
select listen(:person, :station);

-- name: listened(person)$
-- Seconds somebody has really listened.
select seconds from listening where user_id = :person;

-- name: releases(before, id, at_most)
-- Releases that are out, the newest first.
select r.id, r.slug, r.title, r.artist, r.label, r.catalog_number, r.release_at, r.soundcloud_url is not null as to_hear from records_releases r
where r.status in ('live', 'scheduled') and r.release_at <= kith.now() and (:before::timestamptz is null or (r.release_at, r.id) < (:before, :id))
order by r.release_at desc, r.id desc limit :at_most;

-- name: release(slug)^
-- One release that is out.
select r.id, r.slug, r.title, r.artist, r.label, r.description, r.catalog_number, r.soundcloud_url, r.artwork_url, r.release_at from records_releases r
where r.slug = :slug and r.status in ('live', 'scheduled') and r.release_at <= kith.now();

-- name: next_release()$
-- When the next announced record comes out.
select min(release_at) from records_releases where status = 'scheduled' and release_at > kith.now();

-- name: advance_releases()$
-- Writes down what time has done; how many came out.
select advance_releases();

-- name: weekly(station, first_day)
-- The week as it is planned, with the single days of the week from a day on, for whoever plans.
select b.id, b.show_id, w.title, w.status as show_status, b.day_of_week, b.start_time, b.end_time, b.on_date, b.status
from schedule_blocks b join radio_shows w on w.id = b.show_id
where b.station_id = :station and (b.on_date is null or b.on_date between :first_day::date and :first_day::date + 6)
order by (b.day_of_week + 6) % 7, b.start_time, b.on_date nulls first;

-- name: block(id)^
-- One block, held.
select b.id, b.station_id, b.show_id, w.title, b.day_of_week, b.start_time, b.end_time, b.on_date, b.status
from schedule_blocks b join radio_shows w on w.id = b.show_id where b.id = :id for update of b;

-- name: add_block(station, show, day, start_time, end_time, on_date, by)$
-- A block of the week, or of one day.
insert into schedule_blocks (station_id, show_id, day_of_week, start_time, end_time, on_date, updated_by)
values (:station, :show, :day, :start_time, :end_time, :on_date, :by) returning id;

-- name: move_block(id, day, start_time, end_time, on_date, by)!
-- A block at another time.
update schedule_blocks set day_of_week = :day, start_time = :start_time, end_time = :end_time, on_date = :on_date, updated_by = :by where id = :id;

-- name: set_block(id, status, by)!
-- A block set aside, or back in force.
update schedule_blocks set status = :status, updated_by = :by where id = :id;

-- name: remove_block(id)!
-- A block taken out.
delete from schedule_blocks where id = :id;

-- name: in_the_way(station, day, on_date, start_time, end_time, but)^
-- A block in force that takes some of these minutes.
select w.title, b.day_of_week, b.start_time, b.end_time from schedule_blocks b join radio_shows w on w.id = b.show_id
where b.station_id = :station and b.status = 'live' and (:but::uuid is null or b.id <> :but)
  and b.minutes && block_minutes(:day, :on_date::date, :start_time, :end_time) limit 1;

-- name: put_on(station, show, title, artist, minutes, by)$
-- Something on air by hand from now on.
insert into now_playing_overrides (station_id, show_id, title, artist, expires_at, created_by)
values (:station, :show, :title, :artist, kith.now() + make_interval(mins => :minutes), :by) returning id;

-- name: end_override(id)$
-- What was put on ends now; null when it had.
update now_playing_overrides set ended_at = kith.now() where id = :id and ended_at is null and expires_at > kith.now() returning title;

-- name: put_on_lately(station)
-- What was put on by hand lately, newest first.
select id, title, artist, starts_at, least(expires_at, coalesce(ended_at, expires_at)) as ends_at, (expires_at > kith.now() and ended_at is null) as running
from now_playing_overrides where station_id = :station order by created_at desc, id limit 20;

-- name: all_shows(station)
-- Every show, for whoever plans.
select id, slug, title, host, description, status, soundcloud_url, updated_at from radio_shows where station_id = :station order by status = 'archived', title limit 300;

-- name: show_by_id(id)^
-- One show, whatever its state.
select id, station_id, slug, title, host, description, status, soundcloud_url, artwork_url from radio_shows where id = :id;

-- name: add_show(station, slug, title, host, description, soundcloud_url, by)$
-- A show; a draft.
insert into radio_shows (station_id, slug, title, host, description, soundcloud_url, updated_by)
values (:station, :slug, :title, :host, :description, :soundcloud_url, :by) returning id;

-- name: change_show(id, slug, title, host, description, soundcloud_url, status, by)!
-- A show written anew.
update radio_shows set slug = :slug, title = :title, host = :host, description = :description, soundcloud_url = :soundcloud_url, status = :status, updated_by = :by where id = :id;

-- name: all_releases()
-- Every release, for whoever plans.
select r.id, r.slug, r.title, r.artist, r.release_at, release_state(r) as state from records_releases r order by coalesce(r.release_at, r.created_at) desc, r.id limit 300;

-- name: release_by_id(id)^
-- One release, whatever its state.
select r.id, r.slug, r.title, r.artist, r.label, r.description, r.catalog_number, r.soundcloud_url, r.artwork_url, r.release_at, r.status, release_state(r) as state
from records_releases r where r.id = :id;

-- name: add_release(slug, title, artist, description, catalog_number, soundcloud_url, release_at, by)$
-- A record; a draft.
insert into records_releases (slug, title, artist, description, catalog_number, soundcloud_url, release_at, updated_by)
values (:slug, :title, :artist, :description, :catalog_number, :soundcloud_url, :release_at, :by) returning id;

-- name: change_release(id, slug, title, artist, description, catalog_number, soundcloud_url, release_at, by)!
-- A record written anew.
update records_releases set slug = :slug, title = :title, artist = :artist, description = :description, catalog_number = :catalog_number,
  soundcloud_url = :soundcloud_url, release_at = :release_at, updated_by = :by where id = :id;

-- name: move_release(id, before, after, by)$
-- To the next state, from the one it is in.
update records_releases r set status = :after, updated_by = :by where r.id = :id and release_state(r) = :before returning r.id;
