-- Whole units of a currency in its smallest one: not every currency has a hundred of them.

create function minor_units(p_amount numeric, p_currency text) returns bigint language sql immutable
  set search_path = pg_catalog, pg_temp
as $$
  select round(p_amount * case
    when upper(p_currency) in ('BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 1
    when upper(p_currency) in ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 1000
    else 100 end)::bigint
$$;

comment on function minor_units(numeric, text) is
  'An amount in whole units of a currency (three letters), in its smallest unit as Stripe counts it; `commons/billing/minor_units.py` says the same.';

revoke all on function minor_units(numeric, text) from public;

grant execute on function minor_units(numeric, text) to service_role;
