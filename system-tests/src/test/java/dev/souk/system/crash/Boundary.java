package dev.souk.system.crash;

import dev.souk.local.service.ShopService;
import dev.souk.system.shop.Shop;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The port through which order-service calls the others: hands every call on unchanged, and does
 * something right before or right after the one that it was told of.
 */
final class Boundary implements AutoCloseable {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

  private final Shop shop;
  private final Server server;
  private final List<String> crossed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Optional<Ambush>> ambush = new AtomicReference<>(Optional.empty());

  /** When a call is met. */
  enum Moment {
    /** The caller is about to act; what it noted before is in its database. */
    BEFORE,
    /** The call took effect, and its caller does not know. */
    AFTER
  }

  /**
   * A call to wait for.
   *
   * @param method name, such as {@code CapturePayment}
   * @param occurrence 1 for the first call of the method, 2 for the second
   * @param moment right before it or right after it
   */
  record Crossing(String method, int occurrence, Moment moment) {}

  private record Ambush(Crossing crossing, Runnable deed, AtomicInteger seen) {}

  /** Opens on a free port, towards the services of the shop. */
  Boundary(Shop shop) throws IOException {
    this.shop = shop;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .fallbackHandlerRegistry(new AnyMethod())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** The methods that were called since the last time this was asked, in order. */
  List<String> crossed() {
    synchronized (crossed) {
      List<String> methods = List.copyOf(crossed);
      crossed.clear();
      return methods;
    }
  }

  /** Does something when the call is met from now on, once. */
  void await(Crossing crossing, Runnable deed) {
    ambush.set(Optional.of(new Ambush(crossing, deed, new AtomicInteger())));
  }

  /** Whether what was waited for has happened. */
  boolean isPast() {
    return ambush.get().isEmpty();
  }

  /** Whether it was the call that was waited for. */
  private boolean meet(String method, Moment moment) {
    Optional<Ambush> planned =
        ambush
            .get()
            .filter(plan ->
                plan.crossing().method().equals(method) && plan.crossing().moment() == moment);
    if (planned.isEmpty()
        || planned.get().seen().incrementAndGet() != planned.get().crossing().occurrence()) {
      return false;
    }
    planned.get().deed().run();
    ambush.set(Optional.empty());
    return true;
  }

  private Channel towards(String fullMethodName) {
    String area = fullMethodName.split("\\.", -1)[1].toUpperCase(Locale.ROOT);
    ShopService service =
        area.equals("INVENTORY") ? ShopService.PRODUCT : ShopService.valueOf(area);
    return shop.grpc(service.standardPort());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class AnyMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(
        String name, @Nullable String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .build();
      return ServerMethodDefinition.create(method, handingOn(method));
    }

    private ServerCallHandler<byte[], byte[]> handingOn(MethodDescriptor<byte[], byte[]> method) {
      return (call, headers) -> {
        call.request(2);
        return new ServerCall.Listener<>() {
          private byte[] request = {};

          @Override
          public void onMessage(byte[] message) {
            request = message;
          }

          @Override
          public void onHalfClose() {
            String name = method.getBareMethodName();
            crossed.add(name);
            if (meet(name, Moment.BEFORE)) {
              return; // nobody is left to make the call
            }
            ClientCalls.asyncUnaryCall(
                ClientInterceptors.intercept(
                        towards(method.getFullMethodName()),
                        MetadataUtils.newAttachHeadersInterceptor(headers))
                    .newCall(method, CallOptions.DEFAULT),
                request,
                new HandingBack(name, call));
          }
        };
      };
    }
  }

  private final class HandingBack implements StreamObserver<byte[]> {
    private final String method;
    private final ServerCall<byte[], byte[]> call;
    private byte[] answer = {};

    HandingBack(String method, ServerCall<byte[], byte[]> call) {
      this.method = method;
      this.call = call;
    }

    @Override
    public void onNext(byte[] message) {
      answer = message;
    }

    @Override
    public void onError(Throwable failure) {
      boolean _ = meet(method, Moment.AFTER);
      Metadata trailers = Status.trailersFromThrowable(failure);
      call.close(Status.fromThrowable(failure), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void onCompleted() {
      boolean _ = meet(method, Moment.AFTER);
      call.sendHeaders(new Metadata());
      call.sendMessage(answer);
      call.close(Status.OK, new Metadata());
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
