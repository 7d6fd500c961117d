drop view stripe_events;

drop view stripe_customers;

drop view admin_audit_log;

drop view admin_users;

drop view safety_incidents;

drop view safety_reports;

drop view user_strikes;

drop view safety_holds;

drop function write_safety_hold();

drop view user_blocks;

drop function is_own_stripe_event(jsonb);

drop function is_member(uuid);

drop function my_linkup_ids();
