-- What may become what. Enforced before every write, told to domain_events after it.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('profile', '', 'active', 'profile.joined'),
  ('profile', 'active', 'suspended', 'profile.suspended'),
  ('profile', 'suspended', 'active', 'profile.reinstated'),
  ('profile', 'active', 'banned', 'profile.banned'),
  ('profile', 'suspended', 'banned', 'profile.banned'),
  ('profile', 'banned', 'active', 'profile.reinstated'),
  ('profile', 'active', 'erased', 'profile.erased'),
  ('profile', 'suspended', 'erased', 'profile.erased'),
  ('profile', 'banned', 'erased', 'profile.erased'),

  ('beacon', '', 'draft', 'beacon.drafted'),
  ('beacon', 'draft', 'pending_review', 'beacon.submitted'),
  ('beacon', 'pending_review', 'live', 'beacon.went_live'),
  ('beacon', 'pending_review', 'draft', 'beacon.sent_back'),
  ('beacon', 'live', 'expired', 'beacon.expired'),
  ('beacon', 'expired', 'archived', 'beacon.archived'),
  ('beacon', 'live', 'disabled', 'beacon.disabled'),
  ('beacon', 'disabled', 'live', 'beacon.reinstated'),

  ('post', '', 'visible', 'post.written'),
  ('post', '', 'flagged', 'post.flagged'),
  ('post', 'visible', 'flagged', 'post.flagged'),
  ('post', 'visible', 'hidden', 'post.hidden'),
  ('post', 'visible', 'removed', 'post.removed'),
  ('post', 'flagged', 'visible', 'post.cleared'),
  ('post', 'flagged', 'hidden', 'post.hidden'),
  ('post', 'flagged', 'removed', 'post.removed'),
  ('post', 'hidden', 'visible', 'post.reinstated'),
  ('post', 'hidden', 'removed', 'post.removed'),
  ('post', 'removed', 'visible', 'post.reinstated'),

  ('listing', '', 'draft', 'listing.drafted'),
  ('listing', 'draft', 'pending_review', 'listing.submitted'),
  ('listing', 'draft', 'removed', 'listing.removed'),
  ('listing', 'pending_review', 'live', 'listing.went_live'),
  ('listing', 'pending_review', 'draft', 'listing.sent_back'),
  ('listing', 'pending_review', 'removed', 'listing.removed'),
  ('listing', 'live', 'sold', 'listing.sold'),
  ('listing', 'live', 'removed', 'listing.removed'),
  ('listing', 'live', 'pending_review', 'listing.questioned'),
  ('listing', 'removed', 'live', 'listing.reinstated'),

  ('waiting', '', 'waiting', 'waiting.joined'),
  ('waiting', 'waiting', 'offered', 'waiting.offered'),
  ('waiting', 'waiting', 'bought', 'waiting.bought'),
  ('waiting', 'waiting', 'left', 'waiting.left'),
  ('waiting', 'offered', 'bought', 'waiting.bought'),
  ('waiting', 'offered', 'lapsed', 'waiting.lapsed'),
  ('waiting', 'offered', 'left', 'waiting.left'),

  ('drop', '', 'scheduled', 'drop.scheduled'),
  ('drop', 'scheduled', 'live', 'drop.began'),
  ('drop', 'scheduled', 'ended', 'drop.called_off'),
  ('drop', 'live', 'ended', 'drop.ended'),

  ('product', '', 'draft', 'product.drafted'),
  ('product', '', 'live', 'product.put_up'),
  ('product', 'draft', 'live', 'product.put_up'),
  ('product', 'live', 'archived', 'product.archived'),
  ('product', 'draft', 'archived', 'product.archived'),
  ('product', 'archived', 'live', 'product.put_up'),

  ('seller', '', 'pending', 'seller.applied'),
  ('seller', 'pending', 'approved', 'seller.approved'),
  ('seller', 'approved', 'suspended', 'seller.suspended'),
  ('seller', 'suspended', 'approved', 'seller.reinstated'),

  ('market_listing', '', 'draft', 'market_listing.drafted'),
  ('market_listing', 'draft', 'pending_review', 'market_listing.submitted'),
  ('market_listing', 'pending_review', 'live', 'market_listing.went_live'),
  ('market_listing', 'pending_review', 'draft', 'market_listing.sent_back'),
  ('market_listing', 'pending_review', 'removed', 'market_listing.removed'),
  ('market_listing', 'live', 'sold_out', 'market_listing.sold_out'),
  ('market_listing', 'sold_out', 'live', 'market_listing.restocked'),
  ('market_listing', 'live', 'removed', 'market_listing.removed'),
  ('market_listing', 'sold_out', 'removed', 'market_listing.removed'),
  ('market_listing', 'draft', 'removed', 'market_listing.removed'),
  ('market_listing', 'removed', 'live', 'market_listing.reinstated'),

  ('fulfilment', '', 'pending', 'order.placed'),
  ('fulfilment', 'pending', 'processing', 'order.processing'),
  ('fulfilment', 'processing', 'shipped', 'order.shipped'),
  ('fulfilment', 'shipped', 'delivered', 'order.delivered'),
  ('fulfilment', 'pending', 'cancelled', 'order.cancelled'),
  ('fulfilment', 'processing', 'cancelled', 'order.cancelled'),

  ('order_payment', '', 'pending', 'order.to_pay'),
  ('order_payment', 'pending', 'paid', 'order.paid'),
  ('order_payment', 'pending', 'failed', 'order.not_paid'),
  ('order_payment', 'failed', 'paid', 'order.paid'),
  ('order_payment', 'paid', 'refunded', 'order.refunded'),

  ('payment', '', 'pending', 'payment.begun'),
  ('payment', 'pending', 'processing', 'payment.processing'),
  ('payment', 'pending', 'succeeded', 'payment.succeeded'),
  ('payment', 'pending', 'failed', 'payment.failed'),
  ('payment', 'pending', 'expired', 'payment.expired'),
  ('payment', 'processing', 'succeeded', 'payment.succeeded'),
  ('payment', 'processing', 'failed', 'payment.failed'),
  ('payment', 'failed', 'succeeded', 'payment.succeeded'),
  ('payment', 'failed', 'processing', 'payment.processing'),
  ('payment', 'expired', 'succeeded', 'payment.succeeded'),

  ('refund', '', 'due', 'refund.due'),
  ('refund', 'due', 'sent', 'refund.sent'),
  ('refund', 'due', 'succeeded', 'refund.succeeded'),
  ('refund', 'due', 'failed', 'refund.failed'),
  ('refund', 'sent', 'succeeded', 'refund.succeeded'),
  ('refund', 'sent', 'failed', 'refund.failed'),
  ('refund', 'succeeded', 'failed', 'refund.failed'),
  ('refund', 'failed', 'due', 'refund.due'),

  ('payout', '', 'due', 'payout.due'),
  ('payout', 'due', 'sent', 'payout.sent'),
  ('payout', 'due', 'succeeded', 'payout.succeeded'),
  ('payout', 'due', 'failed', 'payout.failed'),
  ('payout', 'due', 'reversed', 'payout.reversed'),
  ('payout', 'sent', 'succeeded', 'payout.succeeded'),
  ('payout', 'sent', 'failed', 'payout.failed'),
  ('payout', 'failed', 'due', 'payout.due'),
  ('payout', 'succeeded', 'reversed', 'payout.reversed'),

  ('xp_adjustment', '', 'proposed', 'xp.adjustment_proposed'),
  ('xp_adjustment', 'proposed', 'applied', 'xp.adjustment_applied'),
  ('xp_adjustment', 'proposed', 'declined', 'xp.adjustment_declined'),

  ('show', '', 'draft', 'show.drafted'),
  ('show', '', 'live', 'show.put_up'),
  ('show', 'draft', 'live', 'show.put_up'),
  ('show', 'live', 'archived', 'show.archived'),
  ('show', 'archived', 'live', 'show.put_up'),

  ('schedule_block', '', 'live', 'schedule.set'),
  ('schedule_block', 'live', 'overridden', 'schedule.overridden'),
  ('schedule_block', 'overridden', 'live', 'schedule.restored'),

  ('release', '', 'draft', 'release.drafted'),
  ('release', 'draft', 'scheduled', 'release.scheduled'),
  ('release', 'scheduled', 'draft', 'release.unscheduled'),
  ('release', 'scheduled', 'live', 'release.out'),
  ('release', 'live', 'archived', 'release.archived');

create trigger profiles_check_transition before insert or update on profiles
  for each row execute function enforce_transition('profile', 'status');

create trigger profiles_event after insert or update on profiles
  for each row execute function record_transition('profile', 'status');

create trigger beacons_check_transition before insert or update on beacons
  for each row execute function enforce_transition('beacon', 'status');

create trigger beacons_event after insert or update on beacons
  for each row execute function record_transition('beacon', 'status');

create trigger beacon_posts_check_transition before insert or update on beacon_posts
  for each row execute function enforce_transition('post', 'status');

create trigger beacon_posts_event after insert or update on beacon_posts
  for each row execute function record_transition('post', 'status');

create trigger ticket_listings_check_transition before insert or update on ticket_listings
  for each row execute function enforce_transition('listing', 'status');

create trigger ticket_listings_event after insert or update on ticket_listings
  for each row execute function record_transition('listing', 'status');

create trigger beacon_waiting_list_check_transition before insert or update on beacon_waiting_list
  for each row execute function enforce_transition('waiting', 'status');

create trigger beacon_waiting_list_event after insert or update on beacon_waiting_list
  for each row execute function record_transition('waiting', 'status');

create trigger drops_check_transition before insert or update on drops
  for each row execute function enforce_transition('drop', 'status');

create trigger drops_event after insert or update on drops
  for each row execute function record_transition('drop', 'status');

create trigger products_check_transition before insert or update on products
  for each row execute function enforce_transition('product', 'status');

create trigger products_event after insert or update on products
  for each row execute function record_transition('product', 'status');

create trigger market_sellers_check_transition before insert or update on market_sellers
  for each row execute function enforce_transition('seller', 'status');

create trigger market_sellers_event after insert or update on market_sellers
  for each row execute function record_transition('seller', 'status');

create trigger market_listings_check_transition before insert or update on market_listings
  for each row execute function enforce_transition('market_listing', 'status');

create trigger market_listings_event after insert or update on market_listings
  for each row execute function record_transition('market_listing', 'status');

create trigger orders_fulfilment_check_transition before insert or update on orders
  for each row execute function enforce_transition('fulfilment', 'fulfilment_status');

create trigger orders_fulfilment_event after insert or update on orders
  for each row execute function record_transition('fulfilment', 'fulfilment_status');

create trigger orders_order_payment_check_transition before insert or update on orders
  for each row execute function enforce_transition('order_payment', 'payment_status');

create trigger orders_order_payment_event after insert or update on orders
  for each row execute function record_transition('order_payment', 'payment_status');

create trigger payments_check_transition before insert or update on payments
  for each row execute function enforce_transition('payment', 'status');

create trigger payments_event after insert or update on payments
  for each row execute function record_transition('payment', 'status');

create trigger refunds_check_transition before insert or update on refunds
  for each row execute function enforce_transition('refund', 'status');

create trigger refunds_event after insert or update on refunds
  for each row execute function record_transition('refund', 'status');

create trigger payouts_check_transition before insert or update on payouts
  for each row execute function enforce_transition('payout', 'status');

create trigger payouts_event after insert or update on payouts
  for each row execute function record_transition('payout', 'status');

create trigger xp_adjustments_check_transition before insert or update on xp_adjustments
  for each row execute function enforce_transition('xp_adjustment', 'state');

create trigger xp_adjustments_event after insert or update on xp_adjustments
  for each row execute function record_transition('xp_adjustment', 'state');

create trigger radio_shows_check_transition before insert or update on radio_shows
  for each row execute function enforce_transition('show', 'status');

create trigger radio_shows_event after insert or update on radio_shows
  for each row execute function record_transition('show', 'status');

create trigger schedule_blocks_check_transition before insert or update on schedule_blocks
  for each row execute function enforce_transition('schedule_block', 'status');

create trigger schedule_blocks_event after insert or update on schedule_blocks
  for each row execute function record_transition('schedule_block', 'status');

create trigger records_releases_check_transition before insert or update on records_releases
  for each row execute function enforce_transition('release', 'status');

create trigger records_releases_event after insert or update on records_releases
  for each row execute function record_transition('release', 'status');

-- Members write some rows themselves, and the machine looks here as whoever writes.
create policy state_transitions_select_members on state_transitions for select to authenticated using (true);

grant select on state_transitions to authenticated;
