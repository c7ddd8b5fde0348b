package dev.souk.kit.idempotency;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.souk.kit.error.Errors;
import io.grpc.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The idempotency key of the current call, and what tells its request from another. */
public final class IdempotencyKey {
  private static final int MAX_LENGTH = 255;

  /** Holds the raw metadata of the call; set by the server. */
  public static final Context.Key<String> RAW = Context.keyWithDefault("souk-idempotency-key", "");

  private IdempotencyKey() {}

  /**
   * The key that the caller sent, where it sent one.
   *
   * @throws dev.souk.kit.error.ApiException {@code IDEMPOTENCY_KEY_REQUIRED} when it is longer than
   *     255 characters
   */
  public static Optional<String> current() {
    String key = RAW.get();
    if (key.length() > MAX_LENGTH) {
      throw Errors.idempotencyKeyRequired();
    }
    return Optional.of(key).filter(value -> !value.isEmpty());
  }

  /**
   * The key that the caller must have sent.
   *
   * @throws dev.souk.kit.error.ApiException {@code IDEMPOTENCY_KEY_REQUIRED} when it sent none
   */
  public static String required() {
    return current().orElseThrow(Errors::idempotencyKeyRequired);
  }

  /** A fingerprint of the request (SHA-256 of its deterministic encoding, base64url). */
  public static String fingerprint(Message request) {
    try {
      byte[] bytes = new byte[request.getSerializedSize()];
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.useDeterministicSerialization();
      request.writeTo(out);
      out.flush();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
