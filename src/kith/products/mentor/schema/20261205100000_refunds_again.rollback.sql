drop index payments_refused_idx;

alter table payments drop column round;
