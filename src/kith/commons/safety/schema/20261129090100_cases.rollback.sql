revoke select (details) on reports from authenticated;

drop function decide_appeal cascade;

drop function decide_case cascade;

drop function release_case cascade;

drop function claim_case cascade;

drop function file_report cascade;

drop function reporter_weight cascade;

drop table appeal_messages cascade;

drop function guard_appeal cascade;

drop table appeals cascade;

drop table decisions cascade;

drop table queue_members cascade;

alter table reports drop column weight;

alter table reports drop column snapshot;

alter table reports drop column content_id;

alter table reports drop column content_type;

alter table reports drop column case_id;

drop table cases cascade;

delete from state_transitions where entity_type in ('appeal', 'case');
