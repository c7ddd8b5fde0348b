package dev.souk.user.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.DisplayName;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import dev.souk.user.v1.LookupReviewerRequest;
import dev.souk.user.v1.LookupReviewerResponse;
import dev.souk.user.v1.ReviewerServiceGrpc;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.user.v1.ReviewerService}. */
public final class ReviewerRpcs {
  private final Users users;

  /** Looks into the given accounts. */
  public ReviewerRpcs(Users users) {
    this.users = users;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ReviewerServiceGrpc.getServiceDescriptor())
        .unary(ReviewerServiceGrpc.getLookupReviewerMethod(), this::lookup)
        .build();
  }

  private LookupReviewerResponse lookup(LookupReviewerRequest request) {
    User user =
        users
            .byId(request.getUserId())
            .filter(User::isActive)
            .orElseThrow(() -> Errors.notFound("user", request.getUserId()));
    return LookupReviewerResponse.newBuilder()
        .setDisplayName(DisplayName.of(user.profile().name()))
        .build();
  }
}
