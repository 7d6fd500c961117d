"""A Supabase project: `auth` belongs to somebody else, the migrating role is no superuser, and everything installs and works all the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg
import pytest

from harness import house as houses
from harness.city import code_for, form
from harness.members import Browser, run
from harness.postgres import FreshDatabase, own_server
from kith.cli.schema import every_product
from kith.commons.privacy.commands import erase_person
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.house import House
from kith.foundation.migrations import migrate, pending
from kith.foundation.product import load_products
from kith.simulator.standins import StandIns

ADA = "ada@house.example"

# As a project is before our first migration. `owner` is what Supabase calls `postgres`: it may make roles and passes by row-level security, but
# is no superuser, owns nothing in `auth` and may hand on only the reading of auth.users.
_PROJECT = """
create role supabase_auth_admin noinherit createrole;
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role owner login createdb createrole bypassrls;
grant anon, authenticated, service_role to owner with admin option;
alter database kith owner to owner;
create schema auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role, owner;
set role supabase_auth_admin;
create table auth.users (
  instance_id uuid, id uuid not null primary key, aud varchar(255), role varchar(255), email varchar(255), encrypted_password varchar(255),
  email_confirmed_at timestamptz, invited_at timestamptz, confirmation_token varchar(255), last_sign_in_at timestamptz,
  raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin boolean, created_at timestamptz, updated_at timestamptz,
  phone text unique default null, phone_confirmed_at timestamptz, banned_until timestamptz, is_sso_user boolean not null default false,
  deleted_at timestamptz, is_anonymous boolean not null default false);
create unique index users_email_partial_key on auth.users (email) where is_sso_user = false;
alter table auth.users enable row level security;
grant all on auth.users to owner;
grant select on auth.users to owner with grant option;
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
                  (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid $$;
create function auth.role() returns text language sql stable as $$ select current_setting('request.jwt.claim.role', true)::text $$;
create function auth.jwt() returns jsonb language sql stable as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
reset role;
"""


@pytest.fixture
async def project() -> AsyncIterator[EmbeddedPostgres]:
    """A server with the database of a fresh Supabase project."""
    async with own_server(durable=False) as server:
        with psycopg.connect(server.url(), autocommit=True) as superuser:
            superuser.execute(_PROJECT)
        yield server


@pytest.fixture
async def supabase_house(project: EmbeddedPostgres, standins: StandIns) -> AsyncIterator[House]:
    """A house on that project, every product installed by the project's owner."""
    owners = [product.owner for product in load_products(every_product())]
    url = project.url(role="owner")
    await asyncio.to_thread(migrate, url, owners)
    assert pending(url, owners) == []
    settings = houses.settings_for(FreshDatabase("kith", url, project.app_url), standins, "http://localhost")
    opened = houses.open_house(settings, products=tuple(every_product()))
    yield opened
    await opened.close()


@pytest.mark.postgres15
async def test_on_a_supabase_project_everything_installs_people_register_and_members_see_no_more_of_auth_users(
    supabase_house: House, project: EmbeddedPostgres
) -> None:
    house = supabase_house
    with psycopg.connect(project.url(), autocommit=True) as superuser:
        superuser.execute(
            "insert into auth.users (id, email, email_confirmed_at) values (gen_random_uuid(), %s, now())",
            (ADA,),
        )
        untouched = superuser.execute(
            "select proname from pg_proc where pronamespace = 'auth'::regnamespace and proowner <> 'supabase_auth_admin'::regrole"
        ).fetchall()
        assert untouched == []
    async with houses.browser(houses.application(house), house) as client:
        assert (await client.get("/readyz")).status_code == 200
        # Somebody whom Supabase knows signs in with a code, and changes their language.
        browser = Browser(client)
        assert (await browser.sign_in(house, ADA)).status_code == 303
        who = await client.get("/api/auth/session")
        ada = UUID(who.json()["user_id"])
        assert (await browser.get("/account")).status_code == 200
        # Somebody new registers at JOSH.
        client.cookies.clear()
        sent = await client.post("/api/josh/registrations", json=form("+12025550143"))
        assert sent.status_code == 202, sent.text
        confirmed = await client.post(
            "/api/josh/registrations/verify",
            json={"ticket": sent.json()["ticket"], "code": await code_for(house, "+12025550143")},
        )
        assert confirmed.status_code == 200, confirmed.text
    rows = await run(
        house, "select phone, phone_confirmed_at is not null as confirmed from auth.users where id <> $1", ada
    )
    assert [tuple(row) for row in rows] == [("+12025550143", True)]
    await erase_person(house, ada)
    [gone] = await run(
        house, "select email, deleted_at is not null as deleted from auth.users where id = $1", ada
    )
    assert tuple(gone) == (None, True)
    # A member sees no more of auth.users than Supabase lets them.
    for role in ("anon", "authenticated"):
        with psycopg.connect(project.app_url, autocommit=True) as connection:
            connection.execute(f"set role {role}")
            for table in ("auth.users", "kith.people"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"select * from {table}")
