drop function audit_breaks();

drop table audit_log cascade;

drop function keep_audit_row();

drop function chain_audit_row();

drop table admins;
