drop table subscription_transactions;
drop type subscription_status_enum;
