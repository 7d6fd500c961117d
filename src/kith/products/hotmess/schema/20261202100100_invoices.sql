-- Who an invoice is from is what they were when it was issued: a seller who moves changes no older one.

create table invoices (
  order_id uuid primary key references orders (id) on delete restrict,
  issuer_name text not null,
  issuer_address text not null default '',
  issuer_tax_number text not null default '',
  issued_at timestamptz not null default kith.now(),
  constraint invoices_issuer check (length(issuer_name) between 1 and 200 and length(issuer_address) <= 500 and length(issuer_tax_number) <= 100)
);

comment on table invoices is 'Whom the invoice of a paid order is from: the seller as they were before the law, or the house, on the day it was issued. Written once.';

create trigger invoices_append_only before update or delete or truncate on invoices for each statement execute function refuse_change();

alter table invoices enable always trigger invoices_append_only;

create function issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  insert into invoices (order_id, issuer_name, issuer_address, issuer_tax_number)
  select o.id, case when s.id is null then p_name else coalesce(s.legal_name, s.display_name) end,
         case when s.id is null then p_address else coalesce(s.legal_address, '') end, case when s.id is null then p_tax_number else coalesce(s.tax_number, '') end
  from orders o left join market_sellers s on s.id = o.seller_id where o.id = p_order and o.payment_status in ('paid', 'refunded')
  on conflict (order_id) do nothing;
  return found;
end $$;

comment on function issue_invoice(uuid, text, text, text) is
  'Issues the invoice of a paid order, once: from its seller as they are now, else from the house, whose name, address and tax number are given. False when there is one, or nothing was paid.';

revoke all on function issue_invoice(uuid, text, text, text) from public;

grant execute on function issue_invoice(uuid, text, text, text) to service_role;

alter table invoices enable row level security;

create policy service_all on invoices for all to service_role using (true) with check (true);

grant select, insert on invoices to service_role;

-- Of what was sold before, the seller's details of today are all that is known. The house's are in its settings: issued when such an order is opened.
insert into invoices (order_id, issuer_name, issuer_address, issuer_tax_number, issued_at)
select o.id, coalesce(s.legal_name, s.display_name), coalesce(s.legal_address, ''), coalesce(s.tax_number, ''), coalesce(o.paid_at, o.created_at)
from orders o join market_sellers s on s.id = o.seller_id where o.payment_status in ('paid', 'refunded');
