package dev.souk.kit.audit;

import com.google.rpc.Code;
import dev.souk.kit.error.ApiException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Writes down every call that is refused with PERMISSION_DENIED, whoever further in refuses it. */
public final class AuditInterceptor implements ServerInterceptor {
  private final AuditTrail trail;

  /** Writes to the trail, which must not block. */
  public AuditInterceptor(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    try {
      return new Watched<>(method, next.startCall(call, headers));
    } catch (ApiException e) {
      note(method, e);
      throw e;
    }
  }

  private void note(String method, ApiException failure) {
    if (failure.code() == Code.PERMISSION_DENIED) {
      trail.record(AuditEntry.refused("access.refused", failure).on("method", method));
    }
  }

  /** Unary handlers run when the request is complete. */
  private final class Watched<Q> extends SimpleForwardingServerCallListener<Q> {
    private final String method;

    private Watched(String method, ServerCall.Listener<Q> delegate) {
      super(delegate);
      this.method = method;
    }

    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } catch (ApiException e) {
        note(method, e);
        throw e;
      }
    }
  }
}
