-- name: account_token(user_id)$
-- What the apps give the stores for this account, made at first need.
insert into purchase_accounts (user_id) values (:user_id)
on conflict (user_id) do update set user_id = excluded.user_id returning account_token;

-- name: account_of(token)$
-- Whose account token this is.
select user_id from purchase_accounts where account_token = :token;

-- name: owner_of(store, chain)$
-- Whose purchase this is, if somebody's.
select user_id from subscription_purchases where store = :store and original_transaction_id = :chain;

-- name: claim(store, chain, user_id)!
-- A purchase becomes somebody's, unless it is somebody's already.
insert into subscription_purchases (store, original_transaction_id, user_id) values (:store, :chain, :user_id)
on conflict (store, original_transaction_id) do nothing;

-- name: lock_person(user_id)$
-- One after the other: whoever changes a person's transactions also says what they come to.
select id from users where id = :user_id for no key update;

-- name: store_fact(user_id, store, chain, id, sequence, product_id, kind, amount, currency, started_at, expires_at, as_of, revoked_at, replaces)!
-- A transaction as of a moment of the store's; what is older than what is known changes nothing. Google tells of a refund once, so it stays.
insert into subscription_transactions as t (user_id, platform, store, original_transaction_id, platform_transaction_id, sequence, product_id, subscription_tier,
  amount, currency, started_at, expires_at, as_of, revoked_at, replaces, status)
values (:user_id, nullif(:store::text, 'web')::platform_enum, :store, :chain, :id, :sequence, :product_id, :kind, :amount, :currency, :started_at, :expires_at,
  :as_of, :revoked_at, :replaces, case when :revoked_at::timestamptz is null then 'active' else 'refunded' end::subscription_status_enum)
on conflict (platform_transaction_id) do update set
  sequence = excluded.sequence, product_id = excluded.product_id, subscription_tier = excluded.subscription_tier, amount = excluded.amount,
  currency = excluded.currency, started_at = excluded.started_at, expires_at = excluded.expires_at, as_of = excluded.as_of, replaces = excluded.replaces,
  revoked_at = case when t.store = 'android' then coalesce(t.revoked_at, excluded.revoked_at) else excluded.revoked_at end,
  status = case when excluded.revoked_at is not null or t.store = 'android' and t.revoked_at is not null then 'refunded'
                when t.status = 'refunded' then 'active' else t.status end::subscription_status_enum
where t.user_id = excluded.user_id and (excluded.as_of, excluded.revoked_at is not null) >= (t.as_of, t.revoked_at is not null);

-- name: store_renewal(id, standing, auto_renew, grace_until, as_of)!
-- How the purchase goes on, told with this transaction; as above.
update subscription_transactions set standing = :standing, auto_renew = :auto_renew, grace_until = :grace_until, renewal_as_of = :as_of
where platform_transaction_id = :id and (renewal_as_of is null or renewal_as_of <= :as_of);

-- name: revoke(store, chain, id, at)$
-- An order was given back.
update subscription_transactions set revoked_at = coalesce(revoked_at, :at), status = 'refunded'
where store = :store and original_transaction_id = :chain and platform_transaction_id = :id returning user_id;

-- name: say_status(user_id)!
-- The documented status of each, as it is now.
update subscription_transactions set status = said.status
from (select id, case when revoked_at is not null then 'refunded'
                      when greatest(expires_at, case when standing = 'grace' then grace_until end) <= kith.now() then 'expired'
                      when not auto_renew then 'canceled' else 'active' end::subscription_status_enum as status
      from subscription_transactions where user_id = :user_id) said
where subscription_transactions.id = said.id and subscription_transactions.status <> said.status;

-- name: transactions(user_id)
-- Everything a person ever bought, for the rule.
select store as platform, original_transaction_id as chain, platform_transaction_id as id, sequence, expires_at, standing, grace_until, revoked_at, replaces,
       auto_renew, subscription_tier as kind
from subscription_transactions where user_id = :user_id;

-- name: set_plan(user_id, tier, until)!
-- What it comes to.
update users set subscription_tier = :tier::text::subscription_tier_enum, subscription_expires_at = :until where id = :user_id
  and (subscription_tier, subscription_expires_at) is distinct from (:tier::text::subscription_tier_enum, :until);

-- name: lapsed(at_most)
-- Plans that are over and still written as premium.
select id from users where subscription_tier = 'premium' and subscription_expires_at <= kith.now() order by subscription_expires_at limit :at_most;

-- name: web_purchases(user_id)
-- A person's subscriptions at Stripe.
select original_transaction_id as id from subscription_purchases where user_id = :user_id and store = 'web';

-- name: is_member(user_id)$
-- Whether somebody is of Attuned.
select exists (select 1 from users where id = :user_id);

-- name: receive(provider, external_id, kind, payload)$
-- An event from outside, once; null when it was here before.
insert into inbox (provider, external_id, kind, payload) values (:provider, :external_id, :kind, :payload)
on conflict (provider, external_id) do nothing returning id;

-- name: event(id)^
-- An event as it came.
select id, provider, kind, payload, handled_at from inbox where id = :id;

-- name: handled(id, answer)!
-- What came of it.
update inbox set handled_at = kith.now(), answer = :answer, error = null where id = :id;

-- name: failed(id, error)!
-- It could not be applied this time.
update inbox set error = :error where id = :id;

-- name: waiting(provider, chain)
-- Events about a purchase that was nobody's when they came; now they are taken up.
update inbox set handled_at = null, answer = null
where provider = :provider and payload ->> 'chain' = :chain and answer ->> 'outcome' = 'nobody' returning id;

-- name: unhandle(id)!
-- An operator wants it applied again.
update inbox set handled_at = null, answer = null, error = null where id = :id;

-- name: forgotten(before, at_most)
-- Events that came a while ago and are still not applied.
select id from inbox where provider in ('apple', 'google-play') and handled_at is null and received_at < :before order by received_at limit :at_most;

-- name: throw_away(before)!
-- Events that have served.
delete from inbox where provider in ('apple', 'google-play') and handled_at is not null and received_at < :before;
