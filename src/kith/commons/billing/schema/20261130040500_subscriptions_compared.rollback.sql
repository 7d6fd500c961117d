delete from money_differences where kind = 'subscription';

alter table money_differences drop constraint money_differences_kind_check;

alter table money_differences add constraint money_differences_kind_check check (kind in ('payment', 'refund', 'transfer'));
