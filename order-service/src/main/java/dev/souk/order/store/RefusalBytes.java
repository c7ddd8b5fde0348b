package dev.souk.order.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.souk.kit.error.ApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refusals as they are stored: the status with its details, so that a repetition is exact. */
final class RefusalBytes {
  private RefusalBytes() {}

  static byte[] write(ApiException refusal) {
    return refusal.status().toByteArray();
  }

  static Optional<ApiException> read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ApiException.of(Status.parseFrom(bytes)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored refusal is not readable", e);
    }
  }
}
