package dev.souk.user.domain.operation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The document of an export: a JSON object with a member for each part. */
final class ExportDocument {
  private ExportDocument() {}

  /**
   * The text of a page of a part, so that the texts of its pages together are one JSON value.
   *
   * @param first whether it is the first page
   * @param values whether pages before it had values
   */
  static String chunk(ExportSource.Page page, boolean first, boolean values) {
    String text = String.join(",", page.values());
    if (!page.isList()) {
      return text;
    }
    String between = values && !page.values().isEmpty() ? "," : "";
    return (first ? "[" : "") + between + text + (page.next().isEmpty() ? "]" : "");
  }

  /** How long it is, as far as it is written. */
  static long length(Operation operation) {
    return operation.kind().parts().stream()
            .flatMap(part ->
                operation.step(part).written().stream()
                    .map(written -> before(part, operation).length() + written.bytes()))
            .mapToLong(Long::longValue)
            .sum()
        + 1;
  }

  /** Its texts, in order. */
  static List<byte[]> read(Operation operation, ExportDocuments documents) {
    List<byte[]> texts = new ArrayList<>();
    for (Part part : operation.kind().parts()) {
      Step.Written written =
          operation
              .step(part)
              .written()
              .orElseThrow(() -> new IllegalStateException(part + " was not exported"));
      texts.add(before(part, operation).getBytes(StandardCharsets.UTF_8));
      texts.addAll(documents.read(operation, part, written));
    }
    texts.add("}".getBytes(StandardCharsets.UTF_8));
    return texts;
  }

  private static String before(Part part, Operation operation) {
    boolean first = operation.kind().parts().getFirst() == part;
    return (first ? "{" : ",") + '"' + part.data() + "\":";
  }
}
