-- How an evening ended is nobody's to read, whoever or whatever ended it.

create function forget_moves() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.rules := new.rules - 'calm' - 'nudge';
  return new;
end $$;

comment on function forget_moves() is 'Trigger: an evening that is over keeps no sign of having been stopped by the safe word.';

create trigger sessions_forget_moves before update of status on sessions for each row when (new.status <> 'active') execute function forget_moves();

revoke all on function forget_moves() from public;
