drop table magic_links;

drop function guard_magic_link();

drop table entitlements;

drop table subscriptions;
