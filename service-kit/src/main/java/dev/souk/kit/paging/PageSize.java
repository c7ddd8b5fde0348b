package dev.souk.kit.paging;

/** How many items a page has. */
public final class PageSize {
  private static final int DEFAULT = 20;
  private static final int MAXIMUM = 100;

  private PageSize() {}

  /** What is asked for, at most 100; 20 when nothing (0) is asked for. */
  public static int of(int requested) {
    return requested <= 0 ? DEFAULT : Math.min(requested, MAXIMUM);
  }
}
