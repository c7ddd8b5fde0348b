package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.product.TestDynamo;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Variant;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.dynamo.Write;
import dev.souk.product.outbox.OutboxEvents;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.IndexProducts;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.domain.SearchPage;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.Suggestion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How an instance keeps an index that others write to. */
class FollowSharedIndexTest {
  private final Clock clock = Clock.systemUTC();
  private final Ids ids = new Ids(clock);
  private final DynamoConfig config = TestDynamo.config();
  private final DynamoDbClient client = config.client();
  private final Dynamo dynamo = new Dynamo(client, config.tablePrefix());
  private final DynamoProducts products =
      new DynamoProducts(dynamo, new ProductEvents(new OutboxEvents(ids))::of);
  private final DynamoStock stock = new DynamoStock(dynamo);

  FollowSharedIndexTest() {
    new Migrations(client, config.tablePrefix(), clock).run();
  }

  @AfterEach
  void close() {
    client.close();
  }

  /** Another instance: between what we read and what we write it reads what is new, and writes. */
  private final class Contested implements ProductIndex {
    private final List<Boolean> written = new ArrayList<>();

    @Override
    public void index(SearchDocument product) {
      if (written.isEmpty()) {
        stock(product.skus().getFirst(), 1);
        written.add(true);
      }
      written.add(product.inStock());
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public void delete(String productId, long version) {
      throw new AssertionError("nothing was deleted");
    }

    @Override
    public void refresh() {}

    @Override
    public SearchPage search(SearchQuery query) {
      return SearchPage.empty(List.<FacetName>of());
    }

    @Override
    public List<Suggestion> suggest(String typed, int limit) {
      return List.of();
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public Rebuild rebuild() {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public void close() {}
  }

  private void stock(String sku, int units) {
    var _ =
        dynamo.transact(
            List.of(
                Write.update(
                        InventoryTable.level(sku),
                        "SET #onHand = :units, #available = :units, #reserved = :none")
                    .with("units", units)
                    .with("none", 0)));
  }

  @Test
  void what_is_written_late_is_written_again_as_it_is_now() {
    Categories categories =
        new Categories(new DynamoCategories(dynamo, clock), new DynamoCategoryCounts(dynamo), ids);
    LiveProductViews views = new LiveProductViews(products, stock);
    String productId =
        new CreateProduct(products, categories, views, clock, ids)
            .create(
                new ProductDetails(
                    "Rake",
                    "",
                    "",
                    List.of(),
                    List.of(),
                    Map.of(),
                    false,
                    List.of(),
                    ProductStatus.ACTIVE,
                    List.of(new Variant("RAKE", Map.of(), new Amount("GBP", 1)))),
                ids.next("usr"))
            .product()
            .productId();
    Contested index = new Contested();

    new IndexProducts(products, stock, categories::withAllAbove).follow(Set.of(productId), index);

    assertThat(index.written).containsExactly(true, false, true);
  }
}
