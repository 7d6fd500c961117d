drop trigger partner_connections_forget_shared on partner_connections;

drop function forget_shared();

drop table shared_snapshots;

drop table sharing_confirmations;

drop function use_confirmations();

drop function guard_snapshot();

drop function guard_confirmation();

drop function revision_of(text);

drop function pair_of(text, text);
