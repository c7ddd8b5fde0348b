package dev.souk.order.discount;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How people write codes, and how they are kept. */
public final class CodeText {
  /** The most codes of one order. */
  public static final int MOST = 5;

  private static final String FORM = "[A-Z0-9][A-Z0-9_-]{2,31}";

  private CodeText() {}

  /** As it is kept: without blanks around it, in capitals. */
  public static String of(String written) {
    return written.strip().toUpperCase(Locale.ROOT);
  }

  /** As they are kept, each once, in the order given. */
  public static List<String> of(Collection<String> written) {
    return written.stream().map(CodeText::of).distinct().toList();
  }

  /** Whether there can be such a code. */
  public static boolean isValid(String code) {
    return code.matches(FORM);
  }
}
