package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Category;
import dev.souk.product.catalog.domain.CategoryStore;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Categories in the products table. */
public final class DynamoCategories implements CategoryStore {
  private final Dynamo dynamo;

  /** Keeps categories there. */
  public DynamoCategories(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public List<Category> all() {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(ProductsTable.NAME)
            .keyConditionExpression("pk = :categories")
            .expressionAttributeValues(
                Map.of(":categories", AttributeValue.fromS(ProductsTable.categories())))
            .consistentRead(true)
            .build();
    return dynamo.queryAll(query).stream().map(DynamoCategories::read).toList();
  }

  @Override
  public Set<String> existing(Collection<String> categoryIds) {
    return dynamo
        .batchGet(categoryIds.stream().map(ProductsTable::category).toList(), true)
        .keySet()
        .stream()
        .map(Key::sort)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean create(Category category, String foldedName) {
    Key key = ProductsTable.category(category.categoryId());
    Key name = ProductsTable.categoryName(foldedName);
    Outcome outcome =
        dynamo.transact(
            List.of(
                Write.create(key, ItemBuilder.at(key).text("name", category.name())),
                Write.create(
                    name, ItemBuilder.at(name).text("categoryId", category.categoryId()))));
    return outcome.done() || outcome.refusedBy(key);
  }

  private static Category read(Item item) {
    return new Category(item.text(ProductsTable.SK), item.text("name"));
  }
}
