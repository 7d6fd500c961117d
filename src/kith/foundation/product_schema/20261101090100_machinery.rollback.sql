drop table domain_events;

drop table state_transitions;

drop function record_transition();

drop function enforce_transition();

drop function refuse_change();

drop function set_updated_at();
