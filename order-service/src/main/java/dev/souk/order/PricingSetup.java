package dev.souk.order;

import dev.souk.order.api.CartPricingApi;
import dev.souk.order.api.DiscountCodeApi;
import dev.souk.order.domain.Catalog;
import dev.souk.order.domain.PriceCart;
import dev.souk.order.domain.Prices;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.store.PostgresDiscountCodes;

/**
 * What an order costs, and the codes that make it cheaper.
 *
 * @param pricing by the tables of taxes, shipping and delivery times
 */
record PricingSetup(Foundation base, Pricing pricing, Catalog catalog) {

  /** Serves the codes, and what they take off carts; quotes and orders are priced by the answer. */
  Prices start() {
    PostgresDiscountCodes codes =
        new PostgresDiscountCodes(base.database(), base.server().auditEvents(), base.clock());
    base.server()
        .serve(new DiscountCodeApi(codes, base.clock()).definition())
        .serve(new CartPricingApi(new PriceCart(codes, base.clock())).definition());
    return new Prices(catalog, codes, pricing, base.clock());
  }
}
