package dev.souk.product;

import dev.souk.order.v1.CheckPurchaseRequest;
import dev.souk.order.v1.CheckPurchaseResponse;
import dev.souk.order.v1.PurchaseServiceGrpc;
import dev.souk.user.v1.LookupReviewerRequest;
import dev.souk.user.v1.LookupReviewerResponse;
import dev.souk.user.v1.ReviewerServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An order-service that delivered what it was told, and a user-service that knows the buyers. */
final class FakeBuyers {
  private final Set<String> delivered = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  /** The buyer has got the product. */
  void deliver(String userId, String productId) {
    delivered.add(userId + ' ' + productId);
  }

  void away(boolean isAway) {
    away = isAway;
  }

  BindableService purchases() {
    return new PurchaseServiceGrpc.PurchaseServiceImplBase() {
      @Override
      public void checkPurchase(
          CheckPurchaseRequest request, StreamObserver<CheckPurchaseResponse> answer) {
        if (away) {
          answer.onError(Status.UNAVAILABLE.asRuntimeException());
          return;
        }
        boolean has = delivered.contains(request.getUserId() + ' ' + request.getProductId());
        answer.onNext(CheckPurchaseResponse.newBuilder().setDelivered(has).build());
        answer.onCompleted();
      }
    };
  }

  BindableService reviewers() {
    return new ReviewerServiceGrpc.ReviewerServiceImplBase() {
      @Override
      public void lookupReviewer(
          LookupReviewerRequest request, StreamObserver<LookupReviewerResponse> answer) {
        answer.onNext(LookupReviewerResponse.newBuilder().setDisplayName("Ada L.").build());
        answer.onCompleted();
      }
    };
  }
}
