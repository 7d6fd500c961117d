drop function retention_outlook;

drop function run_retention;

drop table retention_gone;

drop table retention_rules;
