package dev.souk.kit.server;

import com.google.protobuf.MessageLite;
import dev.souk.kit.error.Errors;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;

/** Refuses requests that are larger than their method takes. */
final class RequestSizeInterceptor implements ServerInterceptor {
  private final int limit;
  private final Map<String, Integer> larger;

  /**
   * Holds methods to a limit.
   *
   * @param limit in bytes
   * @param larger the limits of those methods that take more, by full name
   */
  RequestSizeInterceptor(int limit, Map<String, Integer> larger) {
    this.limit = limit;
    this.larger = Map.copyOf(larger);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    int most = larger.getOrDefault(call.getMethodDescriptor().getFullMethodName(), limit);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        if (((MessageLite) message).getSerializedSize() > most) {
          throw Errors.messageTooLarge(most);
        }
        super.onMessage(message);
      }
    };
  }
}
