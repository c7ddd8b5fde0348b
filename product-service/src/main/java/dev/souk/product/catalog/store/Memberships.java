package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Product;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which lists a product stands in by items of its own, besides that of its status. */
final class Memberships {

  /**
   * A place in a list.
   *
   * @param key the item's key
   * @param indexed the list of the index in which the item stands too
   */
  private record Membership(Key key, Optional<String> indexed) {}

  private Memberships() {}

  static Stream<Write> create(Product product) {
    return of(product).stream().map(membership -> put(membership, product.productId()));
  }

  /** From the lists that the product stood in to those that it stands in now. */
  static Stream<Write> move(Product before, Product after) {
    Set<Membership> old = of(before);
    Set<Membership> current = of(after);
    return Stream.concat(
        old.stream().filter(m -> !current.contains(m)).map(m -> Write.delete(m.key())),
        current.stream().filter(m -> !old.contains(m)).map(m -> put(m, after.productId())));
  }

  private static Write put(Membership membership, String productId) {
    ItemBuilder item = ItemBuilder.at(membership.key()).text(ProductsTable.PRODUCT_ID, productId);
    membership.indexed().ifPresent(list -> item.text(ProductsTable.LIST, list));
    return Write.put(membership.key(), item);
  }

  private static Set<Membership> of(Product product) {
    return product.isDeleted() ? ofDeleted(product) : ofPresent(product);
  }

  /** A deleted product is in the way of its own categories' removal alone. */
  private static Set<Membership> ofDeleted(Product product) {
    Stream<String> categories =
        product.details().categoryIds().stream()
            .map(category -> ProductsTable.categoryList(category, ProductsTable.DELETED));
    return Stream.concat(
            Stream.of(ProductsTable.sellerList(product.sellerId(), ProductsTable.DELETED)),
            categories)
        .map(list -> ProductsTable.member(list, product.productId()))
        .map(key -> new Membership(key, Optional.empty()))
        .collect(Collectors.toSet());
  }

  private static Set<Membership> ofPresent(Product product) {
    String id = product.productId();
    String status = product.details().status().name();
    Membership seller =
        new Membership(
            ProductsTable.member(ProductsTable.sellerList(product.sellerId(), status), id),
            Optional.empty());
    Stream<Membership> categories =
        product.filed().stream()
            .map(category ->
                new Membership(
                    ProductsTable.member(ProductsTable.categoryList(category, status), id),
                    Optional.of(
                        ProductsTable.sellerCategoryList(product.sellerId(), category, status))));
    Stream<Membership> featured =
        Stream.of(ProductsTable.member(ProductsTable.featuredList(status), id))
            .filter(_ -> product.details().featured())
            .map(key -> new Membership(key, Optional.empty()));
    return Stream.of(Stream.of(seller), categories, featured)
        .flatMap(memberships -> memberships)
        .collect(Collectors.toSet());
  }
}
