-- What may become what. Enforced before every write, told to domain_events after it.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('profile', '', 'active', 'profile.joined'),
  ('profile', 'active', 'suspended', 'profile.suspended'),
  ('profile', 'suspended', 'active', 'profile.reinstated'),
  ('profile', 'active', 'erased', 'profile.erased'),
  ('profile', 'suspended', 'erased', 'profile.erased'),

  ('booking', '', 'pending', 'booking.begun'),
  ('booking', '', 'confirmed', 'booking.confirmed'),
  ('booking', 'pending', 'confirmed', 'booking.confirmed'),
  ('booking', 'pending', 'declined', 'booking.declined'),
  ('booking', 'pending', 'cancelled', 'booking.cancelled'),
  ('booking', 'confirmed', 'completed', 'booking.completed'),
  ('booking', 'confirmed', 'cancelled', 'booking.cancelled'),

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
  ('payment', '', 'due', 'payment.refund_due'),
  ('payment', 'due', 'sent', 'payment.refund_sent'),
  ('payment', 'due', 'succeeded', 'payment.refunded'),
  ('payment', 'due', 'failed', 'payment.refund_failed'),
  ('payment', 'sent', 'succeeded', 'payment.refunded'),
  ('payment', 'sent', 'failed', 'payment.refund_failed'),
  ('payment', 'succeeded', 'failed', 'payment.refund_failed'),
  ('payment', 'failed', 'due', 'payment.refund_due');

create trigger profiles_check_transition before insert or update on profiles
  for each row execute function enforce_transition('profile', 'status');

create trigger profiles_event after insert or update on profiles
  for each row execute function record_transition('profile', 'status');

create trigger bookings_check_transition before insert or update on bookings
  for each row execute function enforce_transition('booking', 'status');

create trigger bookings_event after insert or update on bookings
  for each row execute function record_transition('booking', 'status');

create trigger payments_check_transition before insert or update on payments
  for each row execute function enforce_transition('payment', 'status');

create trigger payments_event after insert or update on payments
  for each row execute function record_transition('payment', 'status');
