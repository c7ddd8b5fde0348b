package dev.souk.user;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.EmailChangeServiceGrpc;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.EndUserSessionsResponse;
import dev.souk.auth.v1.RequestEmailChangeRequest;
import dev.souk.auth.v1.RequestEmailChangeResponse;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes whose sessions it was told to end, and which to keep; can be made to fail. */
final class FakeAuthService extends AuthServiceGrpc.AuthServiceImplBase implements AutoCloseable {
  private final List<EndUserSessionsRequest> requests = new CopyOnWriteArrayList<>();
  private final Server server;
  private final List<RequestEmailChangeRequest> emailChanges = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  FakeAuthService(BindableService... others) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .addService(new EmailChanges());
    List.of(others).forEach(builder::addService);
    server = builder.build().start();
  }

  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  List<String> ended() {
    return requests.stream().map(EndUserSessionsRequest::getUserId).toList();
  }

  /** The session that went on, or empty, of each call that ended the user's others. */
  List<String> keptOf(String userId) {
    return requests.stream()
        .filter(request -> request.getUserId().equals(userId))
        .map(EndUserSessionsRequest::getExceptSessionId)
        .toList();
  }

  /** The sessions that asked for such mails. */
  List<String> sessionsThatChangeEmail(String userId) {
    return emailChanges.stream()
        .filter(request -> request.getUserId().equals(userId))
        .map(RequestEmailChangeRequest::getSessionId)
        .toList();
  }

  /** The addresses that a token was to be mailed to for the account, the last one last. */
  List<String> emailChangesOf(String userId) {
    return emailChanges.stream()
        .filter(request -> request.getUserId().equals(userId))
        .map(RequestEmailChangeRequest::getEmail)
        .toList();
  }

  void fail(boolean fail) {
    failing = fail;
  }

  @Override
  public void endUserSessions(
      EndUserSessionsRequest request, StreamObserver<EndUserSessionsResponse> answer) {
    if (failing) {
      answer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    requests.add(request);
    answer.onNext(EndUserSessionsResponse.newBuilder().setEnded(1).build());
    answer.onCompleted();
  }

  @Override
  public void watchRevocations(
      WatchRevocationsRequest request, StreamObserver<WatchRevocationsResponse> answer) {
    answer.onNext(WatchRevocationsResponse.getDefaultInstance());
  }

  private final class EmailChanges extends EmailChangeServiceGrpc.EmailChangeServiceImplBase {
    @Override
    public void requestEmailChange(
        RequestEmailChangeRequest request, StreamObserver<RequestEmailChangeResponse> answer) {
      if (failing) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      emailChanges.add(request);
      answer.onNext(RequestEmailChangeResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
