drop table push_subscriptions;

drop function sms_allowed(text);

drop table sms_opt_outs;
