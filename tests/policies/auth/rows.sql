-- One row of the owner (…a) in every table, written with triggers and foreign keys off; only CHECKs are asked. The third person (…c) has been at a
-- LinkUp with the owner. The stranger (…b) is signed in to the house and known to nobody here.

insert into auth.users (id, email) values
  ('00000000-0000-4000-8000-00000000000a', 'owner@example.org'),
  ('00000000-0000-4000-8000-00000000000c', 'third@example.org');
