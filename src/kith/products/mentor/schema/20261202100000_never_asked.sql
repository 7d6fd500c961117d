-- When Stripe was asked again about what had ended: nobody reads it since the books are laid side by side (kith.money_differences).

drop index payments_to_compare_idx;

drop index payouts_checked_idx;

alter table payments drop column checked_at;

alter table payouts drop column checked_at;
