drop table passkey_challenges;

drop table passkeys;

drop table sign_in_failures;

drop table sign_in_links;

drop table sign_in_codes;

drop table refresh_tokens;

drop table sessions;
