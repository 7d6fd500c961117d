-- What publishing does besides, for hours that are published with noise.

create function tidy_pulse() returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update beacons b set scan_count = n.entries from (
    select g.beacon_id, sum(c.entries)::integer as entries from gate_counts c join gates g on g.id = c.gate_id group by g.beacon_id) n
  where b.id = n.beacon_id and b.scan_count <> n.entries;
  delete from pulse_hours where hour < kith.now() - interval '60 days';
end $$;

comment on function tidy_pulse() is 'Brings scan_count up to date and forgets published hours after sixty days.';

revoke all on function tidy_pulse() from public;

grant execute on function tidy_pulse() to service_role;
