package dev.souk.user.domain.operation;

import java.util.List;
import java.util.Optional;

/** One kind of data of a user, as JSON. */
@FunctionalInterface
public interface ExportSource {
  /**
   * Reads a page.
   *
   * @param pageToken of the page; nothing for the first one
   */
  Page page(String userId, Optional<String> pageToken);

  /**
   * Some of the data.
   *
   * @param values JSON values; exactly one where there is no list
   * @param isList whether they are elements of a list
   * @param next token of the next page; nothing at the end
   */
  record Page(List<String> values, boolean isList, Optional<String> next) {
    /** The only value there is. */
    public static Page single(String value) {
      return new Page(List.of(value), false, Optional.empty());
    }

    /** Elements of a list; an empty token says that there are no more. */
    public static Page list(List<String> values, String nextPageToken) {
      return new Page(values, true, Optional.of(nextPageToken).filter(token -> !token.isEmpty()));
    }
  }
}
