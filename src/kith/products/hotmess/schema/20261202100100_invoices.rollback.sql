drop function issue_invoice(uuid, text, text, text);

drop table invoices;
