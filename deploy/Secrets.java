import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes what docker-compose.yml takes as secrets: passwords in {@code .env}, keys in {@code .secrets/}.
 *
 * <pre>java deploy/Secrets.java</pre>
 *
 * <p>Neither is ever committed, and what exists is left as it is: the stores keep the passwords that they were made
 * with.
 */
void main(String[] args) throws IOException, GeneralSecurityException {
  Path folder = Path.of(args.length == 0 ? "." : args[0]);
  Path env = folder.resolve(".env");
  Path keys = folder.resolve(".secrets");
  if (Files.exists(env) || Files.exists(keys)) {
    System.err.println("There are secrets in " + folder.toAbsolutePath().normalize() + " already; nothing is changed.");
    System.exit(1);
  }
  writeKeys(keys);
  writePasswords(env);
  System.out.println("Made .env and .secrets. The shop's first administrator is SOUK_ADMIN_EMAIL in .env.");
}

/** Containers read the files as another user, so the folder keeps strangers out, not the files. */
void writeKeys(Path folder) throws IOException, GeneralSecurityException {
  Path fresh = folder.resolveSibling(".secrets.new");
  Files.createDirectory(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  StringBuilder published = new StringBuilder();
  for (String service : new String[] {"user", "auth", "product", "cart", "order", "payment"}) {
    KeyPair pair = newKey();
    Files.writeString(fresh.resolve(service + "-service.pem"), pem(pair));
    published.append(published.isEmpty() ? "" : ",").append(jwk(service + "-service", (RSAPublicKey) pair.getPublic()));
  }
  Files.writeString(fresh.resolve("services.jwks.json"), "{\"keys\":[" + published + "]}\n");
  Files.writeString(fresh.resolve("signing.pem"), pem(newKey()));
  Files.createFile(fresh.resolve("published.pem"));
  for (String file : new String[] {"totp.keys", "code.key", "order-token.key"}) {
    Files.writeString(fresh.resolve(file), Base64.getEncoder().encodeToString(random()) + "\n");
  }
  Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
}

void writePasswords(Path env) throws IOException {
  StringBuilder lines = new StringBuilder("SOUK_ADMIN_EMAIL=admin@souk.local\n");
  for (String name :
      new String[] {
        "SOUK_ADMIN_PASSWORD",
        "SOUK_AUTH_DB_PASSWORD",
        "SOUK_CSRF_SECRET",
        "SOUK_GRAFANA_PASSWORD",
        "SOUK_MONGODB_PASSWORD",
        "SOUK_ORDER_DB_PASSWORD",
        "SOUK_PAYMENT_DB_PASSWORD",
        "SOUK_POSTGRES_PASSWORD",
        "SOUK_REDIS_PASSWORD",
        "SOUK_SANDBOX_DB_PASSWORD",
        "SOUK_USER_DB_PASSWORD"
      }) {
    lines.append(name).append('=').append(HexFormat.of().formatHex(random())).append('\n');
  }
  Files.createFile(env, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  Files.writeString(env, lines);
}

byte[] random() {
  byte[] bytes = new byte[32];
  new SecureRandom().nextBytes(bytes);
  return bytes;
}

KeyPair newKey() throws GeneralSecurityException {
  KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
  generator.initialize(2048);
  return generator.generateKeyPair();
}

String pem(KeyPair pair) {
  String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
  return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
}

String jwk(String kid, RSAPublicKey key) {
  return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
      .formatted(kid, base64url(key.getModulus()), base64url(key.getPublicExponent()));
}

/** RFC 7518, 6.3.1: unsigned, without leading zeros. */
String base64url(BigInteger number) {
  byte[] bytes = number.toByteArray();
  int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
  return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
}
