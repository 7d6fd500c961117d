drop function kith.now();
