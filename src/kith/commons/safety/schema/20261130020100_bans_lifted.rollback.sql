drop index ban_effects_closed_idx;

alter table ban_effects drop constraint ban_effects_reopened;

alter table ban_effects drop column reopened_at;
