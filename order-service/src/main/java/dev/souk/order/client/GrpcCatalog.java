package dev.souk.order.client;

import dev.souk.kit.money.Amount;
import dev.souk.order.domain.Catalog;
import dev.souk.order.domain.Offer;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.BatchGetOffersResponse;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import io.grpc.Channel;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalog of product-service. */
public final class GrpcCatalog implements Catalog {
  private static final Calls CALLS = new Calls("product-service");

  private final ProductServiceBlockingStub stub;

  /** Calls over the channel. */
  public GrpcCatalog(Channel channel) {
    this.stub = ProductServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public Map<String, Offer> offers(Collection<String> skus) {
    BatchGetOffersRequest request =
        BatchGetOffersRequest.newBuilder().addAllSkus(skus).setConsistent(true).build();
    BatchGetOffersResponse response =
        CALLS.answer(() -> stub.withDeadlineAfter(Calls.DEADLINE).batchGetOffers(request));
    return response.getOffersList().stream()
        .map(GrpcCatalog::offer)
        .collect(Collectors.toMap(Offer::sku, offer -> offer));
  }

  private static Offer offer(dev.souk.product.v1.Offer message) {
    return new Offer(
        message.getSku(), message.getProductId(), message.getName(), Amount.of(message.getPrice()));
  }
}
