delete from kith.retention_rules where schema_name = current_schema() and table_name = 'hidden_pictures';

drop function show_hidden_picture(uuid);

drop function hide_picture(uuid, uuid);

delete from hidden_pictures;

create or replace function keep_picture() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.status = 'erased' then
    new.avatar_file_id := null;
  end if;
  if new.avatar_file_id is null and old.avatar_file_id is not null then
    new.avatar_url := null;
  end if;
  if new.avatar_file_id is distinct from old.avatar_file_id and old.avatar_file_id is not null then
    update stored_files set state = 'unwanted' where id = old.avatar_file_id and state <> 'unwanted';
  end if;
  return new;
end $$;

comment on function keep_picture() is 'Trigger: a picture that is replaced or taken away goes out of the store, an erased person''s with it.';

drop table hidden_pictures;

drop function drop_hidden_picture();
