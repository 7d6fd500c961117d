drop index refunds_refused_idx;

alter table refunds drop column round;
