package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Category;
import dev.souk.product.catalog.domain.CategoryStore;
import dev.souk.product.catalog.domain.CategoryTree;
import dev.souk.product.catalog.domain.CategoryWrite;
import dev.souk.product.catalog.domain.Filing;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Categories in the products table. The tree has an item of its own, whose version every change
 * raises: what was decided on one tree is never written into another one.
 */
public final class DynamoCategories implements CategoryStore {
  private static final Key TREE = ProductsTable.categoryTree();

  private final Dynamo dynamo;
  private final Clock clock;

  /** Keeps categories there. */
  public DynamoCategories(Dynamo dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
  }

  /** The version is read first: a change in between is noticed when this tree is changed. */
  @Override
  public CategoryTree tree() {
    long version = dynamo.get(TREE).map(item -> item.number("version")).orElse(0L);
    QueryRequest query =
        QueryRequest.builder()
            .tableName(ProductsTable.NAME)
            .keyConditionExpression("pk = :categories")
            .expressionAttributeValues(
                Map.of(":categories", AttributeValue.fromS(ProductsTable.categories())))
            .consistentRead(true)
            .build();
    return CategoryTree.of(
        version, dynamo.queryAll(query).stream().map(CategoryItems::read).toList());
  }

  @Override
  public Map<String, Category> find(Collection<String> categoryIds) {
    return dynamo
        .batchGet(categoryIds.stream().map(ProductsTable::category).toList(), true)
        .values()
        .stream()
        .map(CategoryItems::read)
        .collect(Collectors.toUnmodifiableMap(Category::categoryId, Function.identity()));
  }

  @Override
  public CategoryWrite create(CategoryTree tree, Category category) {
    return write(
        tree, List.of(CategoryItems.put(category), CategoryItems.takeName(category)), category);
  }

  @Override
  public CategoryWrite change(
      CategoryTree tree, Category before, Category after, List<Category> carried) {
    List<Write> writes = new ArrayList<>();
    writes.add(CategoryItems.put(after));
    if (!CategoryItems.name(before).equals(CategoryItems.name(after))) {
      writes.add(Write.delete(CategoryItems.name(before)));
      writes.add(CategoryItems.takeName(after));
    }
    carried.stream().map(CategoryItems::put).forEach(writes::add);
    if (!before.path().equals(after.path())) {
      writes.add(FilingItems.put(Filing.starting(after.categoryId(), clock.instant())));
    }
    return write(tree, writes, after);
  }

  @Override
  public CategoryWrite delete(CategoryTree tree, Category category) {
    return write(
        tree,
        List.of(
            CategoryItems.remove(category),
            Write.delete(CategoryItems.name(category)),
            Write.delete(ProductsTable.categoryCount(category.categoryId()))),
        category);
  }

  private CategoryWrite write(CategoryTree tree, List<Write> writes, Category category) {
    List<Write> all = new ArrayList<>(writes);
    all.add(next(tree));
    Outcome outcome = dynamo.transact(all);
    if (outcome.done()) {
      return CategoryWrite.WRITTEN;
    }
    return outcome.refusedBy(TREE) || !outcome.refusedBy(CategoryItems.name(category))
        ? CategoryWrite.STALE
        : CategoryWrite.NAME_TAKEN;
  }

  private static Write next(CategoryTree tree) {
    Write next = Write.update(TREE, "SET #version = :next").with("next", tree.version() + 1);
    return tree.version() == 0
        ? next.when("attribute_not_exists(#version)")
        : next.when("#version = :before").with("before", tree.version());
  }
}
