alter table market_sellers drop column legal_name, drop column legal_address, drop column tax_number;
