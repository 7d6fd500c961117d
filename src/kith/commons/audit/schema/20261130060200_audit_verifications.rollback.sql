drop function continue_audit_verification(uuid, integer);

drop function begin_audit_verification(boolean);

drop table audit_verified_chains;

drop table audit_verifications;
