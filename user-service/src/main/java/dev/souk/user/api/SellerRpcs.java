package dev.souk.user.api;

import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** Serves {@code souk.user.v1.SellerService}. */
public final class SellerRpcs {
  private final Users users;

  /** Looks into the given accounts. */
  public SellerRpcs(Users users) {
    this.users = users;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(SellerServiceGrpc.getServiceDescriptor())
        .unary(SellerServiceGrpc.getLookupSellerMethod(), this::lookup)
        .build();
  }

  private LookupSellerResponse lookup(LookupSellerRequest request) {
    Optional<User> account = users.byId(request.getUserId());
    return LookupSellerResponse.newBuilder()
        .setMaySell(account.filter(User::isActiveSeller).isPresent())
        .setMayAdminister(account.filter(User::isActiveAdmin).isPresent())
        .build();
  }
}
