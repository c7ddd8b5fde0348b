package dev.souk.local.verify;

import java.util.Set;

/** One invariant of the shop. */
interface Check {
  /** What holds, in a few words. */
  String name();

  /** Each way in which it does not hold at the moment, as a sentence. */
  Set<String> violations() throws Exception;
}
