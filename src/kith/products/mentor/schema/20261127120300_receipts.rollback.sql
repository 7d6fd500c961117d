drop trigger payments_receipt on payments;

drop function issue_receipt();

drop table receipts, receipt_years;
