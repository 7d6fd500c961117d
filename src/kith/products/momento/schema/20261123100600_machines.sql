-- What may become what. Enforced before every write, told to domain_events after it.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('user', '', 'active', 'user.joined'),
  ('user', '', 'verification_pending', 'user.joined'),
  ('user', 'verification_pending', 'active', 'user.verified'),
  ('user', 'active', 'verification_pending', 'user.asked_to_verify'),
  ('user', 'active', 'suspended', 'user.suspended'),
  ('user', 'verification_pending', 'suspended', 'user.suspended'),
  ('user', 'suspended', 'active', 'user.reinstated'),
  ('user', 'active', 'banned', 'user.banned'),
  ('user', 'verification_pending', 'banned', 'user.banned'),
  ('user', 'suspended', 'banned', 'user.banned'),
  ('user', 'banned', 'active', 'user.reinstated'),
  ('user', 'active', 'erased', 'user.erased'),
  ('user', 'verification_pending', 'erased', 'user.erased'),
  ('user', 'suspended', 'erased', 'user.erased'),
  ('user', 'banned', 'erased', 'user.erased'),

  ('event', '', 'planned', 'event.planned'),
  ('event', 'planned', 'confirmed', 'event.confirmed'),
  ('event', 'confirmed', 'completed', 'event.completed'),
  ('event', 'planned', 'cancelled', 'event.cancelled'),
  ('event', 'confirmed', 'cancelled', 'event.cancelled'),

  ('invitation', '', 'sent', 'invitation.sent'),
  ('invitation', '', 'confirmed', 'invitation.confirmed'),
  ('invitation', 'sent', 'confirmed', 'invitation.confirmed'),
  ('invitation', 'sent', 'declined', 'invitation.declined'),
  ('invitation', 'sent', 'expired', 'invitation.expired'),
  ('invitation', 'sent', 'payment_failed', 'invitation.payment_failed'),
  ('invitation', 'payment_failed', 'confirmed', 'invitation.confirmed'),
  ('invitation', 'payment_failed', 'expired', 'invitation.expired'),
  ('invitation', 'confirmed', 'declined', 'invitation.given_back'),

  ('waiting', '', 'waiting', 'waiting.joined'),
  ('waiting', 'waiting', 'offered', 'waiting.offered'),
  ('waiting', 'waiting', 'seated', 'waiting.seated'),
  ('waiting', 'offered', 'seated', 'waiting.seated'),
  ('waiting', 'waiting', 'left', 'waiting.left'),
  ('waiting', 'offered', 'left', 'waiting.left'),
  ('waiting', 'offered', 'lapsed', 'waiting.lapsed'),
  ('waiting', 'waiting', 'revoked', 'waiting.revoked'),

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

  ('attendance', '', 'attended', 'attendance.attended'),
  ('attendance', '', 'late', 'attendance.late'),
  ('attendance', '', 'no_show', 'attendance.no_show'),
  ('attendance', 'attended', 'late', 'attendance.late'),
  ('attendance', 'attended', 'no_show', 'attendance.no_show'),
  ('attendance', 'late', 'attended', 'attendance.attended'),
  ('attendance', 'late', 'no_show', 'attendance.no_show'),
  ('attendance', 'no_show', 'attended', 'attendance.attended'),
  ('attendance', 'no_show', 'late', 'attendance.late'),
  ('attendance', 'attended', 'disputed', 'attendance.disputed'),
  ('attendance', 'late', 'disputed', 'attendance.disputed'),
  ('attendance', 'no_show', 'disputed', 'attendance.disputed'),
  ('attendance', 'disputed', 'attended', 'attendance.resolved'),
  ('attendance', 'disputed', 'late', 'attendance.resolved'),
  ('attendance', 'disputed', 'no_show', 'attendance.resolved');

create trigger users_check_transition before insert or update on users
  for each row execute function enforce_transition('user', 'status');

create trigger users_event after insert or update on users
  for each row execute function record_transition('user', 'status');

create trigger events_check_transition before insert or update on events
  for each row execute function enforce_transition('event', 'status');

create trigger events_event after insert or update on events
  for each row execute function record_transition('event', 'status');

create trigger invitations_check_transition before insert or update on invitations
  for each row execute function enforce_transition('invitation', 'status');

create trigger invitations_event after insert or update on invitations
  for each row execute function record_transition('invitation', 'status');

create trigger waiting_list_check_transition before insert or update on waiting_list
  for each row execute function enforce_transition('waiting', 'status');

create trigger waiting_list_event after insert or update on waiting_list
  for each row execute function record_transition('waiting', 'status');

create trigger payments_check_transition before insert or update on payments
  for each row execute function enforce_transition('payment', 'status');

create trigger payments_event after insert or update on payments
  for each row execute function record_transition('payment', 'status');

create trigger refunds_check_transition before insert or update on refunds
  for each row execute function enforce_transition('refund', 'status');

create trigger refunds_event after insert or update on refunds
  for each row execute function record_transition('refund', 'status');

create trigger attendance_check_transition before insert or update on attendance
  for each row execute function enforce_transition('attendance', 'status');

create trigger attendance_event after insert or update on attendance
  for each row execute function record_transition('attendance', 'status');
