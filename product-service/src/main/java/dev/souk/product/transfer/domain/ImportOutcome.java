package dev.souk.product.transfer.domain;

/** What became of a product of a file. */
public enum ImportOutcome {
  /** It is new. */
  CREATED,
  /** It was changed. */
  UPDATED,
  /** It was like that. */
  UNCHANGED,
  /** It was refused. */
  REFUSED;

  /**
   * What it came to in all, where an attempt before this one meant to do something and may have
   * done it.
   */
  ImportOutcome after(ImportOutcome meant) {
    boolean isThere = this == UPDATED || this == UNCHANGED;
    boolean wasToChange = meant == CREATED || (meant == UPDATED && this == UNCHANGED);
    return isThere && wasToChange ? meant : this;
  }
}
