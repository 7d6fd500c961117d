-- name: issue(order, name, address, tax_number)$
-- The invoice of a paid order, once.
select issue_invoice(:order, :name, :address, :tax_number);

-- name: issuer(order)^
-- Whom an invoice is from.
select issuer_name as name, issuer_address as address, issuer_tax_number as tax_number from invoices where order_id = :order;
