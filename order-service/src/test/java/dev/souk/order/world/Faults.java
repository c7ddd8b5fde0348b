package dev.souk.order.world;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes calls fail, before they have an effect or after. */
public final class Faults implements ServerInterceptor {
  private final Map<String, Queue<Fault>> planned = new ConcurrentHashMap<>();

  /** What goes wrong. */
  public enum Fault {
    /** The callee is not reached. */
    BEFORE_EFFECT,
    /** The callee does it, and its answer is lost. */
    AFTER_EFFECT
  }

  /** Makes the next calls of the method fail. */
  public void plan(MethodDescriptor<?, ?> method, Fault fault, int times) {
    Queue<Fault> queue =
        planned.computeIfAbsent(method.getFullMethodName(), key -> new ConcurrentLinkedQueue<>());
    for (int i = 0; i < times; i++) {
      queue.add(fault);
    }
  }

  /** Ends all faults. */
  public void clear() {
    planned.clear();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Queue<Fault> queue = planned.get(call.getMethodDescriptor().getFullMethodName());
    Fault fault = queue == null ? null : queue.poll();
    if (fault == null) {
      return next.startCall(call, headers);
    }
    if (fault == Fault.BEFORE_EFFECT) {
      call.close(Status.UNAVAILABLE, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(losingTheAnswer(call), headers);
  }

  private static <Q, R> ServerCall<Q, R> losingTheAnswer(ServerCall<Q, R> call) {
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void sendHeaders(Metadata headers) {}

      @Override
      public void sendMessage(R message) {}

      @Override
      public void close(Status status, Metadata trailers) {
        super.close(Status.UNAVAILABLE, new Metadata());
      }
    };
  }
}
