alter table products drop column image_facts;
