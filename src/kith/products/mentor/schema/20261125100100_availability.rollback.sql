drop table mentor_availability_exceptions;
drop table mentor_availability_rules;
drop function limit_hours();
drop function note_hours();
