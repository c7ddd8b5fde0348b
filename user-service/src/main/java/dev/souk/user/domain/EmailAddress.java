package dev.souk.user.domain;

/**
 * An e-mail address as its owner wrote it, without surrounding space.
 *
 * <p>Its text is personal data: {@link #toString()} does not tell it, so that no log line does.
 *
 * @param text the address
 */
public record EmailAddress(String text) {
  /** No address: of an account that is known by its telephone number, or deleted. */
  public static final EmailAddress NONE = new EmailAddress("");

  /** Strips surrounding space. */
  public EmailAddress {
    text = text.strip();
  }

  /**
   * What tells two addresses apart: composed (Unicode NFC) and in lower case, whatever the locale
   * of the machine. Mail servers could tell {@code Ada@} from {@code ada@}; people do not.
   */
  public String normalized() {
    return Text.folded(text);
  }

  /** Whether there is one. */
  public boolean isPresent() {
    return !text.isEmpty();
  }

  /** Whether both are one address, however they are written. */
  public boolean isSameAs(EmailAddress other) {
    return normalized().equals(other.normalized());
  }

  @Override
  public String toString() {
    return "EmailAddress[...]";
  }
}
