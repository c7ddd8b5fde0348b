package dev.souk.kit.fault;

import com.google.rpc.Code;
import java.time.Duration;
import java.util.Locale;

/** What a fault does to a call. */
sealed interface Effect {
  /** It waits, then goes on. */
  record Delay(Duration duration) implements Effect {}

  /** It fails with the code. */
  record Failure(Code code) implements Effect {}

  /** The process ends. */
  record Crash() implements Effect {}

  /** What kinds there are, as metrics name them. */
  enum Kind {
    DELAY,
    ERROR,
    CRASH;

    /** The name in metrics and in the audit trail. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The kind of this one. */
  default Kind kind() {
    return switch (this) {
      case Delay _ -> Kind.DELAY;
      case Failure _ -> Kind.ERROR;
      case Crash _ -> Kind.CRASH;
    };
  }
}
