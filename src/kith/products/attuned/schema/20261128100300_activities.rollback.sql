drop table activities;
drop function note_bank();
drop table bank_version;
drop type audience_scope_enum;
drop type activity_type_enum;
