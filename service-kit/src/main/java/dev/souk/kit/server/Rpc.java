package dev.souk.kit.server;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;

/**
 * Binds the methods of a service to handlers that return their answer, or throw an {@link
 * dev.souk.kit.error.ApiException}. A method left unbound is found at start.
 */
public final class Rpc {
  private final ServerServiceDefinition.Builder definition;

  private Rpc(ServiceDescriptor service) {
    this.definition = ServerServiceDefinition.builder(service);
  }

  /** Begins the binding of a service. */
  public static Rpc service(ServiceDescriptor service) {
    return new Rpc(service);
  }

  /** Answers the method's request with the handler's result. */
  public <Q, R> Rpc unary(MethodDescriptor<Q, R> method, Unary<Q, R> handler) {
    definition.addMethod(
        method,
        ServerCalls.asyncUnaryCall((request, observer) -> {
          R answer = handler.handle(request);
          observer.onNext(answer);
          observer.onCompleted();
        }));
    return this;
  }

  /**
   * Answers the method's request and metadata with a result and metadata, which leaves just before
   * the result: a handler that throws sends none.
   */
  public <Q, R> Rpc unaryWithMetadata(
      MethodDescriptor<Q, R> method, UnaryWithMetadata<Q, R> handler) {
    definition.addMethod(
        method,
        (call, metadata) -> {
          Preceded<Q, R> preceded = new Preceded<>(call);
          return ServerCalls.<Q, R>asyncUnaryCall(
                  (request, observer) -> {
                    Answer<R> answer = handler.handle(request, metadata);
                    preceded.metadata = answer.metadata();
                    observer.onNext(answer.message());
                    observer.onCompleted();
                  })
              .startCall(preceded, metadata);
        });
    return this;
  }

  /** Answers the method's request with the messages that the handler sends until it returns. */
  public <Q, R> Rpc serverStreaming(MethodDescriptor<Q, R> method, Streaming<Q, R> handler) {
    definition.addMethod(
        method,
        ServerCalls.asyncServerStreamingCall((request, observer) -> {
          ServerCallStreamObserver<R> stream = (ServerCallStreamObserver<R>) observer;
          stream.setOnCancelHandler(() -> {});
          handler.handle(request, new Stream<>(stream));
          if (!stream.isCancelled()) {
            stream.onCompleted();
          }
        }));
    return this;
  }

  /**
   * Ends the binding.
   *
   * @throws IllegalStateException when a method of the service has no handler
   */
  public ServerServiceDefinition build() {
    return definition.build();
  }

  /** Handles a request with one answer. */
  @FunctionalInterface
  public interface Unary<Q, R> {
    /** The answer to the request. */
    R handle(Q request);
  }

  /** Handles a request and its metadata with one answer and its metadata. */
  @FunctionalInterface
  public interface UnaryWithMetadata<Q, R> {
    /** The answer to the request. */
    Answer<R> handle(Q request, Metadata metadata);
  }

  /**
   * An answer and what precedes it.
   *
   * @param metadata becomes the initial metadata of the response
   */
  public record Answer<R>(R message, Metadata metadata) {}

  /** Handles a request with many answers. */
  @FunctionalInterface
  public interface Streaming<Q, R> {
    /** Sends the answers; blocks for as long as there are more to come. */
    void handle(Q request, Stream<R> answers);
  }

  /** A call whose answer is preceded by metadata. */
  private static final class Preceded<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private Metadata metadata = new Metadata();

    private Preceded(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendHeaders(Metadata headers) {
      headers.merge(metadata);
      super.sendHeaders(headers);
    }
  }

  /** The answers of a streaming call. */
  public static final class Stream<R> {
    private final ServerCallStreamObserver<R> observer;

    private Stream(ServerCallStreamObserver<R> observer) {
      this.observer = observer;
    }

    /** Sends one more answer. */
    public void send(R answer) {
      observer.onNext(answer);
    }

    /** Whether the caller still listens. */
    public boolean isOpen() {
      return !observer.isCancelled();
    }
  }
}
