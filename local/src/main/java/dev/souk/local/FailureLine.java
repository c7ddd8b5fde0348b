package dev.souk.local;

import dev.souk.embedded.StoreException;
import dev.souk.kit.config.ConfigException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one line why the shop did not start. */
final class FailureLine {
  private FailureLine() {}

  /** The first cause that a person can act on, else the innermost one. */
  static String of(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
      innermost = cause;
    }
    return innermost.getClass().getSimpleName() + ": " + oneLine(innermost.getMessage());
  }

  private static @Nullable String known(Throwable cause) {
    String message = oneLine(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
      return "the disk is full: " + message;
    }
    return switch (cause) {
      case AccessDeniedException denied -> "no permission to use " + denied.getFile();
      case StartException start -> message;
      case ConfigException config -> message;
      case StoreException store ->
          message.endsWith("is in use") ? message + " by another program" : message;
      default -> null;
    };
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "" : message.strip().replaceAll("\\s*\\n\\s*", "; ");
  }
}
