drop trigger ledger_entries_correct_payout on ledger_entries;

drop trigger payments_correct_payout on payments;

drop function release_payout(uuid), hold_payout(uuid, text), correct_after_refund(), correct_payout(uuid), claim_payout(uuid, timestamptz),
  owe_payouts(integer), payout_due_at(uuid), kept_of(uuid), fee_of(integer, integer);

drop table payout_reversals, payouts, payout_accounts;

drop function guard_reversal(), guard_payout();

delete from state_transitions where entity_type in ('payout', 'payout_reversal');

alter table bookings drop column payout_noted_at, drop column payout_hold;
