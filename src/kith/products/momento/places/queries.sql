-- name: closed_cities()
-- Cities that are closed, since when.
select city, closed_at from closed_cities order by city;

-- name: close_city(city)$
-- Nothing new there from now on; null when it was closed.
insert into closed_cities (city) values (:city) on conflict do nothing returning city;

-- name: open_city(city)$
-- Open again; null when it was.
delete from closed_cities where city = :city returning city;
