package dev.souk.product.transfer.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CatalogErrors;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.catalog.domain.Viewer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Writes products of a file. What is to become of each is decided against what is there, all of it
 * before the first is written; so doing it again changes nothing. An error that may pass is thrown;
 * all others refuse their product alone.
 */
public final class ImportBatch {
  private final Products products;
  private final SkuOwners owners;
  private final Categories categories;
  private final CreateProduct createProduct;
  private final UpdateProduct updateProduct;
  private final DetailRules rules;

  /** Imports into the catalog. */
  public ImportBatch(
      Products products,
      SkuOwners owners,
      Categories categories,
      CreateProduct createProduct,
      UpdateProduct updateProduct,
      DetailRules rules) {
    this.products = products;
    this.owners = owners;
    this.categories = categories;
    this.createProduct = createProduct;
    this.updateProduct = updateProduct;
    this.rules = rules;
  }

  /**
   * What became of a product.
   *
   * @param refusal why it was refused, where it was
   */
  record Result(ImportOutcome outcome, Optional<Refusal> refusal) {
    private static Result of(ImportOutcome outcome) {
      return new Result(outcome, Optional.empty());
    }
  }

  /** Reads what there is of the products. */
  Batch read(List<ProductRecord> records, Turn turn) {
    return new Batch(records, turn);
  }

  /** The work on one batch. */
  final class Batch {
    private final List<ProductRecord> records;
    private final Turn turn;
    private final Operation.Task task;
    private final Viewer seller;
    private final Shelves shelves;
    private final Map<String, String> productIds;
    private final Map<String, Product> known;
    private final List<Result> decided;

    private Batch(List<ProductRecord> records, Turn turn) {
      this.records = records;
      this.turn = turn;
      this.task = turn.operation().task();
      this.seller = new Viewer(task.userId(), task.admin());
      this.shelves = new Shelves(categories, task.admin());
      this.productIds =
          owners.of(records.stream().flatMap(record -> record.skus().stream()).toList());
      this.known = products.findAll(new HashSet<>(productIds.values()));
      Pass pass = new Pass(shelves.imagined(), false);
      this.decided = records.stream().map(pass::result).toList();
    }

    /** What is to become of each, in their order; nothing is written. */
    List<Result> decided() {
      return decided;
    }

    /**
     * Writes the products; what became of each, in their order. Records of one product are written
     * one after the other, all others side by side.
     */
    List<Result> written() {
      Pass pass = new Pass(shelves, true);
      Iterator<Result> meant = decided.iterator();
      List<Write> writes = records.stream().map(record -> new Write(record, meant.next())).toList();
      return Lanes.run(
          writes,
          write -> lane(write.record()),
          write ->
              write.meant().refusal().isPresent() ? write.meant() : pass.result(write.record()));
    }

    private record Write(ProductRecord record, Result meant) {}

    private String lane(ProductRecord record) {
      return idsOf(record).stream().findFirst().orElseGet(() -> record.skus().getFirst());
    }

    private NavigableSet<String> idsOf(ProductRecord record) {
      NavigableSet<String> ids = new TreeSet<>();
      record.skus().stream().filter(productIds::containsKey).map(productIds::get).forEach(ids::add);
      return ids;
    }

    /** The one product, of the caller's own, that the SKUs are of. */
    private Product ownProduct(NavigableSet<String> ids, ProductRecord record) {
      Product product = known.get(ids.first());
      boolean own =
          ids.size() == 1
              && product != null
              && !product.isDeleted()
              && (task.admin() || product.sellerId().equals(task.userId()));
      if (!own || product == null) {
        throw CatalogErrors.skuTaken(
            record.skus().stream().filter(productIds::containsKey).findFirst().orElseThrow());
      }
      return product;
    }

    /** The SKUs of the variants in the order in which errors count them. */
    private List<String> skusAfter(NavigableSet<String> ids, ProductRecord record) {
      Product product = ids.isEmpty() ? null : known.get(ids.first());
      return Stream.concat(
              product == null ? Stream.empty() : product.skus().stream(), record.skus().stream())
          .distinct()
          .toList();
    }

    /** One time through the records. */
    private final class Pass {
      private final Shelves shelves;
      private final boolean writing;

      /** What products were changed to so far. */
      private final Map<String, ProductDetails> changed = new ConcurrentHashMap<>();

      private Pass(Shelves shelves, boolean writing) {
        this.shelves = shelves;
        this.writing = writing;
      }

      private Result result(ProductRecord record) {
        NavigableSet<String> ids = idsOf(record);
        try {
          return ids.isEmpty() ? create(record) : update(ownProduct(ids, record), record);
        } catch (ApiException e) {
          return new Result(
              ImportOutcome.REFUSED, Optional.of(Refusal.of(lasting(e), skusAfter(ids, record))));
        }
      }

      private Result create(ProductRecord record) {
        ProductDetails details =
            record.appliedTo(
                Optional.empty(), categoryIds(record, List.of()), task.options().status());
        check(details);
        if (writing) {
          turn.verifyHeld();
          var _ = createProduct.written(details, task.userId());
        }
        return Result.of(ImportOutcome.CREATED);
      }

      private Result update(Product product, ProductRecord record) {
        String id = product.productId();
        ProductDetails before = changed.getOrDefault(id, product.details());
        Optional<List<String>> categoryIds = categoryIds(record, before.categoryIds());
        ProductDetails after = applied(record, before, categoryIds);
        if (after.equals(before)) {
          return Result.of(ImportOutcome.UNCHANGED);
        }
        if (writing) {
          var _ =
              updateProduct.update(
                  id,
                  "",
                  current -> {
                    ProductDetails edited = applied(record, current, categoryIds);
                    turn.verifyHeld();
                    return edited;
                  },
                  seller);
        }
        changed.put(id, after);
        return Result.of(ImportOutcome.UPDATED);
      }

      private Optional<List<String>> categoryIds(ProductRecord record, List<String> before) {
        return record.categories().map(paths -> shelves.ids(paths, before));
      }

      private ProductDetails applied(
          ProductRecord record, ProductDetails before, Optional<List<String>> categoryIds) {
        ProductDetails after =
            record.appliedTo(Optional.of(before), categoryIds, task.options().status());
        check(after);
        return after;
      }
    }

    private void check(ProductDetails details) {
      rules.check(details);
      details.check();
    }
  }

  /** The error, where doing it again would not help. */
  private static ApiException lasting(ApiException e) {
    return switch (e.code()) {
      case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION -> e;
      default -> throw e;
    };
  }
}
