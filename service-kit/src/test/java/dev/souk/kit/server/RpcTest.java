package dev.souk.kit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.Revocation;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.internal.testing.StreamRecorder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RpcTest {
  @Test
  void a_stream_has_every_message_and_then_its_end() throws Exception {
    Server server = serve(RpcTest::watch);
    ManagedChannel channel = InProcessChannelBuilder.forName("rpc").build();
    try {
      StreamRecorder<WatchRevocationsResponse> answers = StreamRecorder.create();
      AuthServiceGrpc.newStub(channel)
          .watchRevocations(WatchRevocationsRequest.getDefaultInstance(), answers);
      assertThat(answers.awaitCompletion(5, TimeUnit.SECONDS)).isTrue();
      assertThat(answers.getError()).isNull();
      assertThat(answers.getValues())
          .extracting(answer -> answer.getRevocations(0).getSessionId())
          .containsExactly("ses_1", "ses_2");
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  @Test
  void a_method_without_a_handler_is_found_at_start() {
    Rpc incomplete = Rpc.service(AuthServiceGrpc.getServiceDescriptor());
    assertThatThrownBy(incomplete::build).isInstanceOf(IllegalStateException.class);
  }

  private static Server serve(
      Rpc.Streaming<WatchRevocationsRequest, WatchRevocationsResponse> handler) throws IOException {
    ServerServiceDefinition service =
        Rpc.service(
                ServiceDescriptor.newBuilder(AuthServiceGrpc.SERVICE_NAME)
                    .addMethod(AuthServiceGrpc.getWatchRevocationsMethod())
                    .build())
            .serverStreaming(AuthServiceGrpc.getWatchRevocationsMethod(), handler)
            .build();
    return InProcessServerBuilder.forName("rpc").addService(service).build().start();
  }

  private static void watch(
      WatchRevocationsRequest request, Rpc.Stream<WatchRevocationsResponse> answers) {
    for (String session : new String[] {"ses_1", "ses_2"}) {
      answers.send(
          WatchRevocationsResponse.newBuilder()
              .addRevocations(Revocation.newBuilder().setSessionId(session))
              .build());
    }
  }
}
