package dev.souk.local.keys;

import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The private keys of a local shop, made at the first start and readable by their owner alone: one
 * per service, the one that signs users' tokens, the one that seals second factors, the one that
 * codes of text messages are hashed with, and the secret of the gateway.
 */
public final class ShopKeys {
  private static final int BITS = 2048;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  private ShopKeys(Path folder) {
    this.folder = folder;
  }

  /** Makes the keys that are missing, several at once, and the file with the public ones. */
  public static ShopKeys ensure(Path folder, List<String> services) throws IOException {
    Files.createDirectories(folder);
    ShopKeys keys = new ShopKeys(folder);
    List<Path> files =
        Stream.concat(services.stream().map(keys::serviceKey), Stream.of(keys.signingKey()))
            .toList();
    for (Path file : files) {
      if (!Files.exists(file)) {
        write(file, pem());
      }
    }
    if (!Files.exists(keys.publishedKeys())) {
      write(keys.publishedKeys(), "");
    }
    if (!Files.exists(keys.csrfSecret())) {
      write(keys.csrfSecret(), secret());
    }
    for (Path file : List.of(keys.totpKeys(), keys.codeKey(), keys.orderTokenKey())) {
      if (!Files.exists(file)) {
        write(file, key());
      }
    }
    write(keys.serviceJwks(), Jwks.format(keys.publicKeys(services)));
    return keys;
  }

  /** A service's own private key. */
  public Path serviceKey(String service) {
    return folder.resolve(service + ".pem");
  }

  /** The public keys of all services. */
  public Path serviceJwks() {
    return folder.resolve("services.jwks.json");
  }

  /** The private key that signs users' access tokens. */
  public Path signingKey() {
    return folder.resolve("signing.pem");
  }

  /** Public keys that users' access tokens are accepted with besides; none at first. */
  public Path publishedKeys() {
    return folder.resolve("published.pem");
  }

  /** The secret that the gateway's CSRF tokens are made with. */
  public Path csrfSecret() {
    return folder.resolve("csrf.secret");
  }

  /** The key that seals second factors, on a line of its own. */
  public Path totpKeys() {
    return folder.resolve("totp.keys");
  }

  /** The key that codes of text messages are hashed with. */
  public Path codeKey() {
    return folder.resolve("code.key");
  }

  /** The key that access tokens of guests' orders are made with. */
  public Path orderTokenKey() {
    return folder.resolve("order-token.key");
  }

  private Map<String, RSAPublicKey> publicKeys(List<String> services) {
    Map<String, RSAPublicKey> keys = new LinkedHashMap<>();
    services.forEach(s -> keys.put(s, RsaKeys.publicOf(RsaKeys.readPrivate(serviceKey(s)))));
    return keys;
  }

  private static String pem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
      return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
  }

  private static String key() {
    return Base64.getEncoder().encodeToString(random()) + "\n";
  }

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Complete or not at all, and never readable by others in between. */
  private static void write(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    Files.writeString(fresh, content, StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
