-- Two workers may ask Stripe about one person at once; the answer to the later question wins.

alter table subscriptions add column sync_started bigint not null default 0;

alter table subscriptions add column sync_applied bigint not null default 0;

alter table subscriptions add constraint subscriptions_sync check (sync_applied <= sync_started);

comment on column subscriptions.sync_started is 'How often Stripe was asked how this subscription stands.';

comment on column subscriptions.sync_applied is 'Which of those answers is written here; an older one is dropped.';
