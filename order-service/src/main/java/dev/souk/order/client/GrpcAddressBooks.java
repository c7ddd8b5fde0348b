package dev.souk.order.client;

import dev.souk.order.domain.Address;
import dev.souk.order.domain.AddressBooks;
import dev.souk.user.v1.LookupAddressRequest;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import io.grpc.Channel;

/** The address books of user-service. */
public final class GrpcAddressBooks implements AddressBooks {
  private static final Calls CALLS = new Calls("user-service");

  private final UserServiceBlockingStub stub;

  /** Calls over the channel. */
  public GrpcAddressBooks(Channel channel) {
    this.stub = UserServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public Address read(String userId, String addressId) {
    LookupAddressRequest request =
        LookupAddressRequest.newBuilder().setUserId(userId).setAddressId(addressId).build();
    dev.souk.user.v1.Address found =
        CALLS.answer(() -> stub.withDeadlineAfter(Calls.DEADLINE).lookupAddress(request));
    return new Address(
        found.getRecipient(),
        found.getLine1(),
        found.getLine2(),
        found.getCity(),
        found.getRegion(),
        found.getPostalCode(),
        found.getCountryCode(),
        found.getPhone());
  }
}
