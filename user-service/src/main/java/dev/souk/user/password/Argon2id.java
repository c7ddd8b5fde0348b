package dev.souk.user.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) with the parameters of today. */
public final class Argon2id {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Kept for the next hash: 19 MiB of garbage with each would stop all threads to collect it. */
  private final FixedBlockPool blocks;

  private final int memoryKib;
  private final int iterations;
  private final SecureRandom random = new SecureRandom();

  Argon2id(int memoryKib, int iterations) {
    this.blocks = new FixedBlockPool(memoryKib * Runtime.getRuntime().availableProcessors());
    this.memoryKib = memoryKib;
    this.iterations = iterations;
  }

  /** 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet. */
  public static Argon2id standard() {
    return new Argon2id(19 * 1024, 2);
  }

  /** The hash of the password with a new random salt. */
  PhcString hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = compute(password, memoryKib, iterations, 1, salt, HASH_BYTES);
    return new PhcString(memoryKib, iterations, 1, salt, hash);
  }

  /** Whether the password has the hash; compared in constant time. */
  boolean matches(String password, PhcString phc) {
    byte[] hash =
        compute(
            password,
            phc.memoryKib(),
            phc.iterations(),
            phc.lanes(),
            phc.salt(),
            phc.hash().length);
    return MessageDigest.isEqual(hash, phc.hash());
  }

  /** Whether the hash was made with other parameters than these. */
  boolean isOutdated(PhcString phc) {
    return phc.memoryKib() != memoryKib || phc.iterations() != iterations || phc.lanes() != 1;
  }

  private byte[] compute(
      String password, int memoryKib, int iterations, int lanes, byte[] salt, int length) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(salt)
            .withBlockPool(blocks)
            .build());
    byte[] hash = new byte[length];
    argon2.generateBytes(bytes(password), hash);
    return hash;
  }

  /** Composed (NFC), as keyboards differ in how they send an accented letter (RFC 8265, 4.2.2). */
  private static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }
}
