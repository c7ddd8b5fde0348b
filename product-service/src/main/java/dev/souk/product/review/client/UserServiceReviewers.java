package dev.souk.product.review.client;

import dev.souk.kit.client.RemoteErrors;
import dev.souk.product.review.domain.Reviewers;
import dev.souk.user.v1.LookupReviewerRequest;
import dev.souk.user.v1.ReviewerServiceGrpc;
import dev.souk.user.v1.ReviewerServiceGrpc.ReviewerServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Asks user-service. */
public final class UserServiceReviewers implements Reviewers {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final ReviewerServiceBlockingStub userService;

  /** Asks the service behind the channel. */
  public UserServiceReviewers(Channel userService) {
    this.userService = ReviewerServiceGrpc.newBlockingStub(userService);
  }

  @Override
  public String nameOf(String userId) {
    LookupReviewerRequest request = LookupReviewerRequest.newBuilder().setUserId(userId).build();
    try {
      return userService.withDeadlineAfter(DEADLINE).lookupReviewer(request).getDisplayName();
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("user-service", e);
    }
  }
}
