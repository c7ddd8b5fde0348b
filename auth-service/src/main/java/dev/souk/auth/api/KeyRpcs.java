package dev.souk.auth.api;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.auth.v1.GetKeySetRequest;
import dev.souk.auth.v1.KeyServiceGrpc;
import dev.souk.kit.server.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.KeyService}, by way of the gateway as a rule. */
public final class KeyRpcs {
  private static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");
  private static final Metadata.Key<String> ETAG = key("etag");

  /** Of it the gateway makes the {@code Content-Type}, which leaves before the message is read. */
  private static final Metadata.Key<String> CONTENT_TYPE = key("x-souk-content-type");

  private final PublishedKeySet keys;

  /** Publishes the keys. */
  public KeyRpcs(PublishedKeySet keys) {
    this.keys = keys;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(KeyServiceGrpc.getServiceDescriptor())
        .unaryWithMetadata(KeyServiceGrpc.getGetKeySetMethod(), this::getKeySet)
        .build();
  }

  private Rpc.Answer<HttpBody> getKeySet(GetKeySetRequest request, Metadata received) {
    HttpBody body =
        HttpBody.newBuilder()
            .setContentType(PublishedKeySet.CONTENT_TYPE)
            .setData(ByteString.copyFromUtf8(keys.json()))
            .build();
    Metadata metadata = new Metadata();
    metadata.put(CACHE_CONTROL, PublishedKeySet.CACHE_CONTROL);
    metadata.put(ETAG, keys.entityTag());
    metadata.put(CONTENT_TYPE, PublishedKeySet.CONTENT_TYPE);
    return new Rpc.Answer<>(body, metadata);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
