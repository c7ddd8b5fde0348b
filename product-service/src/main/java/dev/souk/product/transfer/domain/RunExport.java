package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Reason;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.Operation.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Works on an export, part by part, from the part on that was noted last. Products are found by the
 * lists, then read in the order of their first SKUs, which another shop that imports them has, too.
 */
public final class RunExport {
  private static final int PAGE = 100;
  private static final int PART_BYTES = 8 * 1024 * 1024;
  private static final int MOST = 200_000;
  private static final String TOO_LARGE = "EXPORT_TOO_LARGE";

  private final Operations operations;
  private final Map<FileFormat, RecordFormat> formats;
  private final Products products;
  private final Categories categories;
  private final Rights rights;

  /** Exports in the formats. */
  public RunExport(
      Operations operations,
      Map<FileFormat, RecordFormat> formats,
      Products products,
      Categories categories,
      Rights rights) {
    this.operations = operations;
    this.formats = formats;
    this.products = products;
    this.categories = categories;
    this.rights = rights;
  }

  /** Works until everything is written or the turn is at its end. */
  void run(Turn turn) {
    NavigableMap<String, String> idsBySku = found(turn);
    if (idsBySku.size() > MOST) {
      turn.end(State.FAILED, TOO_LARGE);
      return;
    }
    Progress progress = turn.operation().progress();
    List<String> ids = List.copyOf(idsBySku.tailMap(progress.after(), false).values());
    Part part = new Part(turn);
    for (int from = 0; from < ids.size(); from += PAGE) {
      if (!rights.hold(turn.operation().task())) {
        turn.end(State.FAILED, Reason.ROLE_REQUIRED.name());
        return;
      }
      List<String> page = ids.subList(from, Math.min(from + PAGE, ids.size()));
      Map<String, Product> read = products.findAll(page);
      for (String id : page) {
        Product product = read.get(id);
        if (product != null && !product.isDeleted()) {
          part.add(product);
        }
      }
      turn.renew();
      if (turn.isOver() && part.finished > 0) {
        return;
      }
    }
    part.finishLast();
    turn.end(State.SUCCEEDED, "");
  }

  /** The ids of the products by their first SKUs; one more than there may be at most. */
  private NavigableMap<String, String> found(Turn turn) {
    NavigableMap<String, String> ids = new TreeMap<>();
    for (ProductStatus status : ProductStatus.values()) {
      ProductQuery query = new ProductQuery("", turn.operation().task().sellerId(), status);
      List<String> page = products.list(query, Optional.empty(), PAGE);
      while (!page.isEmpty() && ids.size() <= MOST) {
        products.findAll(page).values().stream()
            .filter(product -> !product.isDeleted())
            .forEach(product -> ids.put(product.skus().getFirst(), product.productId()));
        turn.renew();
        page = products.list(query, Optional.of(page.getLast()), PAGE);
      }
    }
    return ids;
  }

  /** The part that is being written. */
  private final class Part {
    private final Turn turn;
    private final RecordFormat format;
    private final Map<String, List<String>> paths = Shelves.paths(categories);
    private final List<String> written = new ArrayList<>();
    private long bytes;
    private String last = "";
    private int finished;

    private Part(Turn turn) {
      this.turn = turn;
      this.format = formats.get(turn.operation().task().options().format());
    }

    private void add(Product product) {
      String text = format.write(ProductRecord.of(product.details(), paths));
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (!written.isEmpty() && bytes + length > PART_BYTES - format.header().length()) {
        finish();
      }
      written.add(text);
      bytes += length;
      last = product.skus().getFirst();
    }

    /** There is at least one part, if only with a header. */
    private void finishLast() {
      if (!written.isEmpty() || turn.operation().progress().batches() == 0) {
        finish();
      }
    }

    private void finish() {
      Progress before = turn.operation().progress();
      turn.verifyHeld();
      operations.keepPart(
          turn.operation(), before.batches() + 1, format.header() + String.join("", written));
      turn.note(
          new Progress(before.batches() + 1, before.units() + written.size(), last, before.rows()));
      written.clear();
      bytes = 0;
      finished++;
    }
  }
}
