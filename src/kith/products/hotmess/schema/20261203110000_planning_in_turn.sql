-- Those who plan a station's week do so one after the other; insertions that exclude each other would otherwise wait for each other.

create or replace function number_block() returns trigger language plpgsql
  set search_path from current
as $$
begin
  select s.number into new.station_number from radio_stations s where s.id = new.station_id;
  if not exists (select 1 from radio_shows w where w.id = new.show_id and w.station_id = new.station_id) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'schedule_blocks_show', table = tg_table_name, message = 'the show is another station''s';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('week ' || new.station_id::text, 0));
  return new;
end $$;

comment on function number_block() is 'Trigger: a block has its station''s number and a show of its station, and whoever plans the same station''s week waits.';
