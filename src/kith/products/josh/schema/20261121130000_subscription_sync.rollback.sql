alter table subscriptions drop constraint subscriptions_sync;

alter table subscriptions drop column sync_applied;

alter table subscriptions drop column sync_started;
