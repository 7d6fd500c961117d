drop table contact_exchanges, contact_exchange_choices;

drop function guard_contact_exchange();

drop function exchange_contacts();

drop function prepare_contact_choice();
