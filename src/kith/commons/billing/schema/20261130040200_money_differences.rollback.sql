drop table money_differences;

drop table money_comparisons;

drop index stripe_events_received_idx;
