drop table flag_people;

drop trigger flags_announce on flags;

drop function announce_flags();

alter table flags drop column version, drop column product;
