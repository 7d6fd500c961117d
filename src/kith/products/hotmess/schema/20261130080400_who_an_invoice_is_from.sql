-- Who a seller is before the law: for the invoices of what they sell, and for nobody else to read.

alter table market_sellers add column legal_name text, add column legal_address text, add column tax_number text,
  add constraint market_sellers_legal check (length(legal_name) between 2 and 120 and length(legal_address) between 5 and 300 and length(tax_number) between 3 and 40);

comment on column market_sellers.legal_name is 'Who a seller is before the law; printed with address and tax number on invoices of what they sold.';
