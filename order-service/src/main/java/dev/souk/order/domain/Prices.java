package dev.souk.order.domain;

import dev.souk.kit.error.ChangedPrice;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Shortage;
import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts prices on what a buyer orders, and checks them again before money is taken. */
public final class Prices {
  private final Catalog catalog;

  /** Prices out of the catalog. */
  public Prices(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The lines at the current prices.
   *
   * @param expectedTotal the total that the buyer agreed to; when absent, the buyer agreed to the
   *     prices that the cart showed
   * @throws dev.souk.kit.error.ApiException {@code CART_EMPTY} without lines; {@code OUT_OF_STOCK}
   *     with 0 available when a SKU is no longer for sale; {@code CURRENCY_MISMATCH} when prices
   *     are in several currencies; {@code PRICE_CHANGED} when they are not what the buyer agreed to
   */
  public List<OrderItem> quote(List<CartLine> lines, Optional<Amount> expectedTotal) {
    if (lines.isEmpty()) {
      throw Errors.cartEmpty();
    }
    List<OrderItem> items = priced(lines);
    Amount total = Totals.of(items).total();
    List<ChangedPrice> changes =
        changes(lines.stream().map(CartLine::shownUnitPrice).toList(), items);
    boolean agreed = expectedTotal.map(total::equals).orElseGet(changes::isEmpty);
    if (!agreed) {
      throw Errors.priceChanged(changes, total);
    }
    return items;
  }

  /**
   * Makes sure that an order's prices are still those of the catalog.
   *
   * @throws dev.souk.kit.error.ApiException {@code OUT_OF_STOCK} when a SKU is no longer for sale;
   *     {@code PRICE_CHANGED}
   */
  public void requireUnchanged(Order order) {
    List<OrderItem> items =
        priced(
            order.items().stream()
                .map(item -> new CartLine(item.sku(), item.quantity(), item.unitPrice()))
                .toList());
    List<ChangedPrice> changes =
        changes(order.items().stream().map(OrderItem::unitPrice).toList(), items);
    if (!changes.isEmpty()) {
      throw Errors.priceChanged(changes, Totals.of(items).total());
    }
  }

  private List<OrderItem> priced(List<CartLine> lines) {
    Map<String, Offer> offers = catalog.offers(lines.stream().map(CartLine::sku).toList());
    List<Shortage> missing =
        lines.stream()
            .filter(line -> !offers.containsKey(line.sku()))
            .map(line -> new Shortage(line.sku(), line.quantity(), 0))
            .toList();
    if (!missing.isEmpty()) {
      throw Errors.outOfStock(missing);
    }
    return lines.stream().map(line -> item(offers.get(line.sku()), line.quantity())).toList();
  }

  private static OrderItem item(Offer offer, int quantity) {
    return new OrderItem(offer.sku(), offer.productId(), offer.name(), quantity, offer.price());
  }

  private static List<ChangedPrice> changes(List<Amount> agreed, List<OrderItem> items) {
    return IntStream.range(0, items.size())
        .filter(i -> !agreed.get(i).equals(items.get(i).unitPrice()))
        .mapToObj(
            i -> new ChangedPrice(items.get(i).sku(), agreed.get(i), items.get(i).unitPrice()))
        .toList();
  }
}
