package dev.souk.cart.client;

import dev.souk.cart.domain.Offer;
import dev.souk.cart.domain.Offers;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.BatchGetOffersResponse;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks product-service for offers, all of a cart in one call. */
public final class CatalogClient implements Offers {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogClient.class);
  private static final Set<Status.Code> NO_ANSWER =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.CANCELLED,
          Status.Code.RESOURCE_EXHAUSTED);

  private final ProductServiceBlockingStub products;

  /** Asks over the channel. */
  public CatalogClient(Channel channel) {
    this.products = ProductServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public Map<String, Offer> find(Set<String> skus) {
    BatchGetOffersRequest request = BatchGetOffersRequest.newBuilder().addAllSkus(skus).build();
    return ask(request).getOffersList().stream()
        .map(CatalogClient::offer)
        .collect(Collectors.toMap(Offer::sku, Function.identity()));
  }

  private BatchGetOffersResponse ask(BatchGetOffersRequest request) {
    try {
      return products.batchGetOffers(request);
    } catch (StatusRuntimeException e) {
      if (NO_ANSWER.contains(e.getStatus().getCode())) {
        LOG.warn("the catalog does not answer: {}", e.getStatus());
        throw Errors.unavailable("the catalog");
      }
      throw e;
    }
  }

  private static Offer offer(dev.souk.product.v1.Offer offer) {
    return new Offer(
        offer.getSku(),
        offer.getProductId(),
        offer.getName(),
        Amount.of(offer.getPrice()),
        offer.getAvailable());
  }
}
