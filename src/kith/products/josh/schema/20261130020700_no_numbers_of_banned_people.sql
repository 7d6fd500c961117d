-- Nobody gets the number of somebody who was banned after they had said yes.

create or replace function exchange_contacts() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.choice and exists (
    select 1 from contact_exchange_choices c
    where c.linkup_id = new.linkup_id and c.chooser_user_id = new.target_user_id and c.target_user_id = new.chooser_user_id and c.choice
  ) and not kith.blocked_between(new.chooser_user_id, new.target_user_id)
    and not kith.is_banned(new.chooser_user_id) and not kith.is_banned(new.target_user_id) then
    insert into contact_exchanges (linkup_id, user_a_id, user_b_id)
    values (new.linkup_id, least(new.chooser_user_id, new.target_user_id), greatest(new.chooser_user_id, new.target_user_id))
    on conflict do nothing;
  end if;
  return null;
end $$;

comment on function exchange_contacts() is 'Trigger: the second yes makes the exchange, unless a block stands between the two or one of them is banned.';
