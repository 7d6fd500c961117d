drop function minor_units(numeric, text);
