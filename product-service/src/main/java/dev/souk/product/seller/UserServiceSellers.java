package dev.souk.product.seller;

import dev.souk.kit.client.RemoteErrors;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import dev.souk.user.v1.SellerServiceGrpc.SellerServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Asks user-service. */
public final class UserServiceSellers implements Sellers {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final SellerServiceBlockingStub userService;

  /** Asks the service behind the channel. */
  public UserServiceSellers(Channel userService) {
    this.userService = SellerServiceGrpc.newBlockingStub(userService);
  }

  @Override
  public boolean maySell(String userId) {
    return lookup(userId).getMaySell();
  }

  @Override
  public boolean mayAdminister(String userId) {
    return lookup(userId).getMayAdminister();
  }

  private LookupSellerResponse lookup(String userId) {
    LookupSellerRequest request = LookupSellerRequest.newBuilder().setUserId(userId).build();
    try {
      return userService.withDeadlineAfter(DEADLINE).lookupSeller(request);
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("user-service", e);
    }
  }
}
