package dev.souk.auth.domain;

import java.time.Instant;
import java.util.Optional;

/** Writes a mail that was asked for. */
@FunctionalInterface
public interface MailWriter {
  /** The mail, when it is about to be sent; nothing when it is to be sent no longer. */
  Optional<Mail> write(MailRequest request, Instant now);
}
