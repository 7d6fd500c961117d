drop table stripe_calls;

drop table stripe_events;

drop table stripe_customers;
