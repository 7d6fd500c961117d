-- Whoever shows something live hears at commit that the session it is shown to has ended, whatever ended it.

create function announce_session_end() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_notify('live_' || tg_table_schema, 'session:' || old.id);
  return null;
end $$;

comment on function announce_session_end() is 'Trigger: tells every process, at commit, that a session has ended, so that nothing more is streamed to it.';

revoke all on function announce_session_end() from public;

create trigger sessions_announce_end after update of revoked_at on sessions for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function announce_session_end();

create trigger sessions_announce_deletion after delete on sessions for each row
  when (old.revoked_at is null) execute function announce_session_end();
