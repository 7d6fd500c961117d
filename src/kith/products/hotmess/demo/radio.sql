-- name: station()$
-- The house's station.
select id from radio_stations where slug = 'hotmess';

-- name: show(station, slug, title, host, text, url)$
-- A show that is on.
insert into radio_shows (station_id, slug, title, host, description, soundcloud_url, status) values (:station, :slug, :title, :host, :text, :url, 'live') returning id;

-- name: block(station, show, day, start_time, end_time, on_date)!
-- A block of the week, or of one day.
insert into schedule_blocks (station_id, show_id, day_of_week, start_time, end_time, on_date) values (:station, :show, :day, :start_time, :end_time, :on_date);

-- name: record(slug, title, artist, number, text, url, at)!
-- A record.
insert into records_releases (slug, title, artist, catalog_number, description, soundcloud_url, release_at) values (:slug, :title, :artist, :number, :text, :url, :at);

-- name: schedule()!
-- Every draft is announced.
update records_releases set status = 'scheduled' where status = 'draft';

-- name: advance()$
-- What time has done.
select advance_releases();
