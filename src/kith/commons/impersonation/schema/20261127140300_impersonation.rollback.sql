drop table impersonations;

drop function guard_impersonation();
