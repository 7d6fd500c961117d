drop trigger subscription_purchases_forgotten on subscription_purchases;

drop function forget_purchase_events();

drop index inbox_purchase_idx;

delete from subscription_transactions where platform is null;

alter table subscription_transactions
  drop constraint subscription_transactions_owner,
  drop constraint subscription_transactions_refunded,
  drop constraint subscription_transactions_sequence,
  drop constraint subscription_transactions_standing,
  drop constraint subscription_transactions_store,
  drop column renewal_as_of,
  drop column grace_until,
  drop column standing,
  drop column revoked_at,
  drop column as_of,
  drop column replaces,
  drop column product_id,
  drop column sequence,
  alter column original_transaction_id drop not null,
  drop column store,
  alter column platform set not null;

drop table subscription_purchases;

drop function keep_purchase_owner();

drop table purchase_accounts;
