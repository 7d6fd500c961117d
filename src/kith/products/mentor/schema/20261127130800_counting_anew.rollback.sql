drop function count_anew();
