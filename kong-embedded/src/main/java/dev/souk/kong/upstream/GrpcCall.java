package dev.souk.kong.upstream;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.Response;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call to a service, as a proxy makes it: the message goes through unread, and what the service
 * sent is told apart from what only this side knows, such as that nobody listens there.
 */
final class GrpcCall extends ClientCall.Listener<byte[]> {
  private static final BytesMarshaller BYTES = new BytesMarshaller();

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<byte[]> messages = new ArrayList<>();
  private volatile boolean sent;
  private volatile boolean answered;
  private @Nullable Headers headers;
  private Headers trailers = new Headers();
  private Status status = Status.UNKNOWN;

  /**
   * Makes the call and waits for its end.
   *
   * @param path of the method, as {@code /package.Service/Method}
   * @param connectPatience how long to wait for a connection
   */
  static GrpcCall make(
      Channel channel,
      String path,
      byte[] message,
      Metadata metadata,
      CallOptions options,
      Duration connectPatience)
      throws InterruptedException {
    GrpcCall listener = new GrpcCall();
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .setFullMethodName(path.substring(1))
            .build();
    ClientCall<byte[], byte[]> call =
        channel.newCall(method, options.withStreamTracerFactory(listener.new TracerFactory()));
    call.start(listener, metadata);
    call.request(Integer.MAX_VALUE);
    call.sendMessage(message);
    call.halfClose();
    if (!listener.reached.await(connectPatience.toMillis(), TimeUnit.MILLISECONDS)) {
      call.cancel("no connection", null);
    }
    listener.awaitEnd(call);
    return listener;
  }

  private void awaitEnd(ClientCall<byte[], byte[]> call) throws InterruptedException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      call.cancel("the gateway stops", e);
      throw e;
    }
  }

  /** Tells whether the request left this side. */
  boolean wasSent() {
    return sent;
  }

  /** The service's answer as HTTP, or the gateway's refusal when there is none. */
  Response response() {
    if (!answered) {
      return status.getCode() == Status.Code.DEADLINE_EXCEEDED
          ? Response.error(504, "The upstream server is timing out")
          : Response.error(502, "An invalid response was received from the upstream server");
    }
    Headers first = headers;
    boolean trailersOnly = first == null;
    Headers shown = trailersOnly ? Headers.copyOf(trailers) : first;
    return new Response(
        Exchange.Source.SERVICE,
        200,
        shown.set("content-type", "application/grpc"),
        messages.stream().map(GrpcFrame::wrap).toList(),
        trailersOnly ? new Headers() : trailers);
  }

  Status status() {
    return status;
  }

  @Override
  public void onHeaders(Metadata received) {
    headers = MetadataHeaders.of(received);
  }

  @Override
  public void onMessage(byte[] message) {
    messages.add(message);
  }

  @Override
  public void onClose(Status end, Metadata received) {
    status = end;
    trailers = MetadataHeaders.trailers(end, received);
    reached.countDown();
    closed.countDown();
  }

  private final class TracerFactory extends ClientStreamTracer.Factory {
    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata metadata) {
      return new ClientStreamTracer() {
        @Override
        public void outboundHeaders() {
          sent = true;
          reached.countDown();
        }

        @Override
        public void inboundTrailers(Metadata received) {
          answered = true;
        }
      };
    }
  }
}
