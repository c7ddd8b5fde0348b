package dev.souk.product.catalog.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductWrite;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Products in the products table. Each change is written together with its event. */
public final class DynamoProducts implements Products {
  /** What DynamoDB takes in one transaction. */
  private static final int MAX_ITEMS = 100;

  private final Dynamo dynamo;
  private final ProductLists lists;
  private final Function<Product, OutboxEvent> events;

  /**
   * Keeps products there.
   *
   * @param events what to tell of a product that was written
   */
  public DynamoProducts(Dynamo dynamo, Function<Product, OutboxEvent> events) {
    this.dynamo = dynamo;
    this.events = events;
    this.lists = new ProductLists(dynamo);
  }

  @Override
  public Optional<Product> find(String productId) {
    return dynamo.get(ProductsTable.product(productId)).map(ProductItems::read);
  }

  @Override
  public Map<String, Product> findAll(Collection<String> productIds) {
    return dynamo
        .batchGet(productIds.stream().map(ProductsTable::product).toList(), true)
        .values()
        .stream()
        .map(ProductItems::read)
        .collect(Collectors.toUnmodifiableMap(Product::productId, Function.identity()));
  }

  @Override
  public Optional<String> idOfSku(String sku) {
    return dynamo.get(ProductsTable.sku(sku)).map(item -> item.text(ProductsTable.PRODUCT_ID));
  }

  @Override
  public Set<String> idsOfSkus(Collection<String> skus) {
    return dynamo.batchGet(skus.stream().map(ProductsTable::sku).toList(), true).values().stream()
        .map(item -> item.text(ProductsTable.PRODUCT_ID))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<String> idOfSlug(String slug) {
    return dynamo.get(ProductsTable.slug(slug)).map(item -> item.text(ProductsTable.PRODUCT_ID));
  }

  @Override
  public List<String> list(ProductQuery query, Optional<String> after, int limit) {
    return lists.list(query, after, limit);
  }

  /** Ids are new: a product that is there was written by a call that lost its answer. */
  @Override
  public ProductWrite create(Product product) {
    ProductWrite result =
        ProductWrites.result(write(ProductWrites.create(product), product), product, product);
    return result instanceof ProductWrite.Stale ? new ProductWrite.Written() : result;
  }

  @Override
  public ProductWrite replace(Product before, Product after) {
    return ProductWrites.result(write(ProductWrites.replace(before, after), after), after, before);
  }

  private Outcome write(List<Write> writes, Product after) {
    List<Write> all = new ArrayList<>(writes);
    all.add(events.apply(after).write());
    if (all.size() > MAX_ITEMS) {
      throw Errors.invalid(
          "product", "changes too much at once: change variants, categories and status one by one");
    }
    return dynamo.transact(all);
  }
}
