drop function keep_destroyed cascade;

drop table person_keys cascade;

drop function take_download cascade;

drop table dsar_requests cascade;

delete from state_transitions where entity_type in ('dsar');
