drop trigger beacons_gate on beacons;

drop table printed_keys cascade;

drop function evidence_breaks cascade;

drop function chain_evidence cascade;

drop function evidence_hash cascade;

drop table evidence_events cascade;

drop function revoke_token cascade;

drop function override_scan cascade;

drop function undo_scan cascade;

drop function redeem cascade;

drop function count_at_gate cascade;

drop table scan_conflicts cascade;

drop function keep_scan cascade;

drop table beacon_scans cascade;

drop table door_devices cascade;

drop function gate_totals cascade;

drop function open_main_gate cascade;

drop table gate_counts cascade;

drop table gates cascade;

drop function guard_token cascade;

drop table qr_tokens cascade;
