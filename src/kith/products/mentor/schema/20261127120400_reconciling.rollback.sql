alter table payments drop column checked_at;
