-- One question of a door in one round trip: whether who asks works there, on a phone of theirs, and what the code is worth.

create function door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea,
  p_at timestamptz default null, p_offline boolean default false, p_said text default null)
returns table (refusal text, scan_id uuid, result text, reason text, first_at timestamptz, first_gate text, replayed boolean, conflict uuid)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  answer record;
  place record;
  admitted boolean := p_offline and p_said is not distinct from 'valid';
begin
  if door_role(p_beacon, p_person) is null then
    return query select 'stranger', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
    return;
  end if;
  if p_device is not null then
    if not exists (select 1 from door_devices d where d.id = p_device and d.beacon_id = p_beacon and d.user_id = p_person and d.revoked_at is null) then
      insert into door_devices (id, beacon_id, gate_id, user_id) values (p_device, p_beacon, p_gate, p_person) on conflict (id) do nothing;
      if not found then
        return query select 'device', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
        return;
      end if;
    end if;
  end if;
  if p_gate is not null and not exists (select 1 from gates g where g.id = p_gate and g.beacon_id = p_beacon) then
    return query select 'gate', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
    return;
  end if;

  if p_offline and not admitted then
    -- The door turned somebody away by itself: an attempt to write down, never a use.
    insert into beacon_scans (beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, reason, direction, ip_hash, nonce, offline, scanned_at)
    select b.id, t.id, t.holder_id, p_person, coalesce(p_gate, (select g.id from gates g where g.beacon_id = b.id and g.is_main)), p_device, b.city_id,
           case p_said when 'duplicate' then 'duplicate' when 'revoked' then 'revoked' when 'expired' then 'expired' else 'invalid' end,
           case p_said when 'duplicate' then 'inside' when 'revoked' then 'revoked' when 'expired' then 'expired' when 'not_yet_valid' then 'not_yet_valid' else 'unknown' end,
           p_direction, p_ip_hash, p_nonce, true, least(coalesce(p_at, kith.now()), kith.now())
    from beacons b left join qr_tokens t on t.token_hash = p_hash and t.beacon_id = b.id where b.id = p_beacon
    on conflict (nonce) do nothing;
    return query select null, s.id, coalesce(p_said, 'invalid'), s.reason, null::timestamptz, null, false, null::uuid from beacon_scans s where s.nonce = p_nonce;
    return;
  end if;

  select r.* into answer from redeem(p_hash, p_beacon, p_scopes, p_gate, p_direction, p_device, p_nonce, p_person, null, p_ip_hash, p_at, p_offline, admitted) r;
  if answer.result = 'valid' and not answer.replayed and p_scopes = '{listing_proof}' then
    -- Proof of having the ticket in hand, not of coming in.
    update beacon_scans s set counted = false where s.id = answer.scan_id;
    perform count_at_gate(answer.gate_id, -1, 0);
    insert into evidence_events (subject_type, subject_id, evidence_type, beacon_id, user_id, scan_id) values ('beacon', p_beacon, 'qr_scan', p_beacon, answer.holder_id, answer.scan_id);
  elsif answer.result = 'valid' and not answer.replayed and answer.holder_id is not null and p_direction = 'entry' then
    perform award_xp(answer.holder_id, 'beacon_scan', null, format('scan:%s:%s', p_beacon, answer.holder_id));
  end if;
  if answer.result in ('valid', 'invalid') then
    return query select null, answer.scan_id, answer.result, answer.reason, null::timestamptz, null, answer.replayed, null::uuid;
    return;
  end if;
  -- When it was used, and by which gate; never by whom.
  return query
    select null, answer.scan_id, answer.result, answer.reason, f.scanned_at, g.name, answer.replayed,
           (select c.id from scan_conflicts c where c.second_scan_id = answer.scan_id)
    from (select 1) one
      left join lateral (select s.scanned_at, s.gate_id from beacon_scans s
                         where s.token_id = answer.token_id and s.status = 'valid' and s.undone_at is null and s.direction <> 'exit' and s.id <> answer.scan_id
                         order by s.created_at limit 1) f on answer.result = 'duplicate'
      left join gates g on g.id = f.gate_id;
end $$;

comment on function door_scan(uuid, uuid, bytea, text[], uuid, text, uuid, uuid, bytea, timestamptz, boolean, text) is
  'One attempt by whoever works the door, on a phone of theirs: `redeem`, with XP for coming. refusal: stranger, device, gate. Offline, `p_said` is what the phone '
  'answered by itself: valid uses the token (a conflict when it could not be), anything else is written down only.';

revoke all on function door_scan(uuid, uuid, bytea, text[], uuid, text, uuid, uuid, bytea, timestamptz, boolean, text) from public;

grant execute on function door_scan(uuid, uuid, bytea, text[], uuid, text, uuid, uuid, bytea, timestamptz, boolean, text) to service_role;
