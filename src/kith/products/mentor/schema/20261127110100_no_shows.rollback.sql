drop trigger profiles_forget_no_shows on profiles;
drop function forget_no_shows();
drop trigger reviews_wait on reviews;
drop function refuse_contested_review();
create or replace function note_booking() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status or new.lapsed_at is distinct from old.lapsed_at then
    update mentor_profiles set slots_version = slots_version + 1,
      sessions_completed = sessions_completed + case when tg_op = 'UPDATE' and new.status = 'completed' and old.status = 'confirmed' then 1 else 0 end,
      sessions_called_off = sessions_called_off
        + case when tg_op = 'UPDATE' and new.status = 'cancelled' and old.status = 'confirmed' and new.cancelled_by = 'mentor' then 1 else 0 end
    where user_id = new.mentor_user_id;
    if exists (select 1 from mentor_profiles m where m.user_id = new.mentee_user_id) then
      perform slots_changed(new.mentee_user_id);
    end if;
  end if;
  return null;
end $$;
drop trigger bookings_outcome on bookings;
drop function guard_outcome();
drop function decide_no_show(uuid, text);
drop function dispute_no_show(uuid, uuid, text);
drop table no_show_reports;
drop function contradict_no_show();
drop function guard_no_show_report();
delete from state_transitions where entity_type = 'no_show_report' or (entity_type = 'booking' and from_state = 'completed');
alter table bookings drop constraint bookings_no_show, drop column no_show;
