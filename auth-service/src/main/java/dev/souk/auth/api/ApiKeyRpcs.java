package dev.souk.auth.api;

import dev.souk.auth.domain.apikey.ApiKeyKind;
import dev.souk.auth.domain.apikey.ApiKeys;
import dev.souk.auth.domain.apikey.CreateApiKey;
import dev.souk.auth.domain.apikey.DeleteApiKey;
import dev.souk.auth.v1.ApiKey;
import dev.souk.auth.v1.ApiKeyServiceGrpc;
import dev.souk.auth.v1.CreateApiKeyRequest;
import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.DeleteApiKeyRequest;
import dev.souk.auth.v1.DeleteApiKeyResponse;
import dev.souk.auth.v1.ListApiKeysRequest;
import dev.souk.auth.v1.ListApiKeysResponse;
import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;
import java.time.Instant;
import java.util.Optional;

/** Serves {@code souk.auth.v1.ApiKeyService}. */
public final class ApiKeyRpcs {
  private final ApiKeys keys;
  private final CreateApiKey createApiKey;
  private final DeleteApiKey deleteApiKey;

  /** Serves these use cases. */
  public ApiKeyRpcs(ApiKeys keys, CreateApiKey createApiKey, DeleteApiKey deleteApiKey) {
    this.keys = keys;
    this.createApiKey = createApiKey;
    this.deleteApiKey = deleteApiKey;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ApiKeyServiceGrpc.getServiceDescriptor())
        .unary(ApiKeyServiceGrpc.getListApiKeysMethod(), this::list)
        .unary(ApiKeyServiceGrpc.getCreateApiKeyMethod(), this::create)
        .unary(ApiKeyServiceGrpc.getDeleteApiKeyMethod(), this::delete)
        .build();
  }

  private ListApiKeysResponse list(ListApiKeysRequest request) {
    ListApiKeysResponse.Builder answer = ListApiKeysResponse.newBuilder();
    keys.of(Identity.current().requireUserId()).stream()
        .map(ApiKeyRpcs::message)
        .forEach(answer::addApiKeys);
    return answer.build();
  }

  private CreateApiKeyResponse create(CreateApiKeyRequest request) {
    CreateApiKey.Created created =
        createApiKey.create(
            Identity.current().requireUserId(),
            request.getName(),
            kind(request.getKind()),
            request.getScopesList(),
            request.hasExpireTime()
                ? Optional.of(
                    Instant.ofEpochSecond(
                        request.getExpireTime().getSeconds(), request.getExpireTime().getNanos()))
                : Optional.empty());
    return CreateApiKeyResponse.newBuilder()
        .setApiKey(message(created.key()))
        .setKey(created.text().text())
        .build();
  }

  private DeleteApiKeyResponse delete(DeleteApiKeyRequest request) {
    deleteApiKey.delete(request.getApiKeyId(), Identity.current().requireUserId());
    return DeleteApiKeyResponse.getDefaultInstance();
  }

  private static ApiKeyKind kind(ApiKey.Kind kind) {
    return switch (kind) {
      case KIND_SECRET -> ApiKeyKind.SECRET;
      case KIND_PUBLISHABLE -> ApiKeyKind.PUBLISHABLE;
      case KIND_UNSPECIFIED, UNRECOGNIZED -> throw Errors.invalid("kind", "must be given");
    };
  }

  private static ApiKey message(dev.souk.auth.domain.apikey.ApiKey key) {
    ApiKey.Builder message =
        ApiKey.newBuilder()
            .setApiKeyId(key.id())
            .setName(key.name())
            .setKind(
                switch (key.kind()) {
                  case SECRET -> ApiKey.Kind.KIND_SECRET;
                  case PUBLISHABLE -> ApiKey.Kind.KIND_PUBLISHABLE;
                })
            .addAllScopes(key.scopes())
            .setEnding(key.ending())
            .setCreateTime(SessionMessages.timestamp(key.createTime()));
    key.lastUsedTime().map(SessionMessages::timestamp).ifPresent(message::setLastUsedTime);
    key.expireTime().map(SessionMessages::timestamp).ifPresent(message::setExpireTime);
    return message.build();
  }
}
