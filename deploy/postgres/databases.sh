#!/usr/bin/env bash
# Runs once, when the volume is new: a database for each service, and a user who owns nothing else.
set -euo pipefail

database() {
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v name="$1" -v password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

database souk_order "$SOUK_ORDER_DB_PASSWORD"
database souk_payment "$SOUK_PAYMENT_DB_PASSWORD"
database souk_sandbox "$SOUK_SANDBOX_DB_PASSWORD"
