package dev.souk.kong;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.payment.v1.PaymentWebhookServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Function;

/**
 * The gRPC services behind a gateway under test: answers what a test tells it to, and keeps what it
 * was asked.
 */
final class Backend implements AutoCloseable {
  /** A call as it arrived. */
  record Call(String method, Metadata metadata, Object message) {
    Optional<String> header(String name) {
      return Optional.ofNullable(
          metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }
  }

  /** An answer that metadata precedes. */
  record Preceded(Metadata metadata, Object message) {}

  private final Map<String, Function<Call, Object>> answers = new ConcurrentHashMap<>();
  private final LinkedBlockingDeque<Call> calls = new LinkedBlockingDeque<>();
  private final Server server;

  Backend(int port) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forPort(port).executor(Executors.newVirtualThreadPerTaskExecutor());
    for (ServiceDescriptor service :
        List.of(
            AuthServiceGrpc.getServiceDescriptor(),
            OAuthServiceGrpc.getServiceDescriptor(),
            UserServiceGrpc.getServiceDescriptor(),
            ProductServiceGrpc.getServiceDescriptor(),
            CartServiceGrpc.getServiceDescriptor(),
            OrderServiceGrpc.getServiceDescriptor(),
            PaymentWebhookServiceGrpc.getServiceDescriptor())) {
      builder.addService(bind(service));
    }
    server = builder.build().start();
  }

  int port() {
    return server.getPort();
  }

  /**
   * What a method answers from now on, such as {@code souk.user.v1.UserService/GetMe}: a message,
   * or one that is {@link Preceded}.
   */
  void answer(String method, Function<Call, Object> how) {
    answers.put(method, how);
  }

  /** The last call that arrived. */
  Call lastCall() {
    return calls.peekLast();
  }

  /** How many calls arrived. */
  int callCount() {
    return calls.size();
  }

  private BindableService bind(ServiceDescriptor service) {
    return () -> {
      ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
      service.getMethods().forEach(method -> definition.addMethod(definitionOf(method)));
      return definition.build();
    };
  }

  @SuppressWarnings("unchecked")
  private ServerMethodDefinition<Object, Object> definitionOf(MethodDescriptor<?, ?> method) {
    MethodDescriptor<Object, Object> untyped = (MethodDescriptor<Object, Object>) method;
    return ServerMethodDefinition.create(untyped, handler());
  }

  private ServerCallHandler<Object, Object> handler() {
    return (call, metadata) -> {
      call.request(1);
      return new ServerCall.Listener<>() {
        @Override
        public void onMessage(Object message) {
          reply(call, new Call(call.getMethodDescriptor().getFullMethodName(), metadata, message));
        }
      };
    };
  }

  private void reply(ServerCall<Object, Object> call, Call received) {
    calls.add(received);
    try {
      Function<Call, Object> answer = answers.get(received.method());
      if (answer == null) {
        throw Status.UNIMPLEMENTED.asRuntimeException();
      }
      Object result = answer.apply(received);
      Preceded preceded =
          result instanceof Preceded given ? given : new Preceded(new Metadata(), result);
      call.sendHeaders(preceded.metadata());
      call.sendMessage(preceded.message());
      call.close(Status.OK, new Metadata());
    } catch (StatusRuntimeException e) {
      call.close(e.getStatus(), e.getTrailers() == null ? new Metadata() : e.getTrailers());
    }
  }

  /** Stops as a service does: who calls it is told, and what was begun is answered. */
  void drain() throws InterruptedException {
    server.shutdown().awaitTermination();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
