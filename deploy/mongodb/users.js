// Runs once, when the volume is new: a user for each service, who sees the service's own database alone.
for (const [name, password] of [
  ["souk_user", process.env.SOUK_USER_DB_PASSWORD],
  ["souk_auth", process.env.SOUK_AUTH_DB_PASSWORD],
]) {
  db.getSiblingDB(name).createUser({ user: name, pwd: password, roles: ["readWrite", "dbAdmin"] });
}
