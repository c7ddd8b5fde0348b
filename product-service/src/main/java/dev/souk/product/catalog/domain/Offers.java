package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.List;

/** Where offers are read. */
public interface Offers {

  /**
   * What is offered under the SKUs, for sale or not, in at most two batch reads for 100 SKUs.
   *
   * @param consistent whether in its newest state
   */
  List<Offer> find(Collection<String> skus, boolean consistent);
}
