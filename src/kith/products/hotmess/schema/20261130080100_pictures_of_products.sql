-- What is said of a product's pictures to those who do not see them, and where the small ones are.

alter table products add column image_facts jsonb not null default '{}'::jsonb;

alter table products add constraint products_image_facts check (jsonb_typeof(image_facts) = 'object');

comment on column products.image_facts is 'By a picture''s address (one of `images`): {"small": address of a small one, "alt": what it shows}.';

grant select (image_facts) on products to anon, authenticated;
