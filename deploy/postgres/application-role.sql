-- A role that a service runs as where migrations are run by jobs (SOUK_MIGRATIONS=by-job): it reads and writes what the owner
-- of the database makes, and can make, change or drop nothing. Once for each database, before the first migration:
--
--   psql -d souk_order -v owner=souk_order -v application=souk_order_app -v password="$password" -f application-role.sql
CREATE ROLE :"application" LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE :"owner" TO :"application";
GRANT USAGE ON SCHEMA public TO :"application";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"application";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :"application";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"application";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"application";
