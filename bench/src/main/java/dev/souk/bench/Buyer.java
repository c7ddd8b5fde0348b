package dev.souk.bench;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.UUID;

/** A signed-in buyer. */
record Buyer(String accessToken) {
  static Buyer register(Channel auth) {
    Session session =
        AuthServiceGrpc.newBlockingStub(auth)
            .register(
                RegisterRequest.newBuilder()
                    .setEmail("bench-" + UUID.randomUUID() + "@example.com")
                    .setPassword("correct-horse-battery")
                    .setName("Bench")
                    .build());
    return new Buyer(session.getAccessToken());
  }

  /** Somebody who has an account. */
  static Buyer signIn(Channel auth, String email, String password) {
    Session session =
        AuthServiceGrpc.newBlockingStub(auth)
            .login(LoginRequest.newBuilder().setEmail(email).setPassword(password).build());
    return new Buyer(session.getAccessToken());
  }

  /** The channel with this buyer's token, and a new idempotency key where one is wanted. */
  Channel on(Channel channel, String... idempotencyKey) {
    Metadata metadata = new Metadata();
    put(metadata, "authorization", "Bearer " + accessToken);
    for (String key : idempotencyKey) {
      put(metadata, "idempotency-key", key);
    }
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static void put(Metadata metadata, String name, String value) {
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
  }
}
