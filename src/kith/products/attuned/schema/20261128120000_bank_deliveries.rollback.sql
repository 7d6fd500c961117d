drop table bank_deliveries;
