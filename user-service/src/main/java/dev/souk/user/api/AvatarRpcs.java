package dev.souk.user.api;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.Users;
import dev.souk.user.domain.avatar.Avatar;
import dev.souk.user.domain.avatar.Avatars;
import dev.souk.user.domain.avatar.ChangeAvatar;
import dev.souk.user.v1.AvatarServiceGrpc;
import dev.souk.user.v1.DeleteAvatarRequest;
import dev.souk.user.v1.GetAvatarRequest;
import dev.souk.user.v1.SetAvatarRequest;
import dev.souk.user.v1.User;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/**
 * Serves {@code souk.user.v1.AvatarService}. What a browser wants to know of a picture goes ahead
 * of it as metadata, of which the gateway makes headers.
 */
public final class AvatarRpcs {
  private static final Metadata.Key<String> CONTENT_TYPE = key("x-souk-content-type");
  private static final Metadata.Key<String> ETAG = key("etag");
  private static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");

  /** A picture that is asked for by its version never changes; one that is taken away is gone. */
  private static final String FOR_AN_HOUR = "public, max-age=3600";

  private static final String FOR_A_MINUTE = "public, max-age=60";

  private final ChangeAvatar changeAvatar;
  private final Users users;
  private final Avatars avatars;

  /** Serves pictures of the given stores. */
  public AvatarRpcs(ChangeAvatar changeAvatar, Users users, Avatars avatars) {
    this.changeAvatar = changeAvatar;
    this.users = users;
    this.avatars = avatars;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(AvatarServiceGrpc.getServiceDescriptor())
        .unary(AvatarServiceGrpc.getSetAvatarMethod(), this::set)
        .unaryWithMetadata(
            AvatarServiceGrpc.getGetAvatarMethod(), (request, metadata) -> get(request))
        .unary(AvatarServiceGrpc.getDeleteAvatarMethod(), this::delete)
        .build();
  }

  private User set(SetAvatarRequest request) {
    return UserMessages.message(
        changeAvatar.set(
            Identity.current().requireUserId(), request.getFile().getData().toByteArray()));
  }

  private User delete(DeleteAvatarRequest request) {
    return UserMessages.message(changeAvatar.delete(Identity.current().requireUserId()));
  }

  private Rpc.Answer<HttpBody> get(GetAvatarRequest request) {
    Avatar avatar =
        users
            .byId(request.getUserId())
            .filter(user -> !user.avatarVersion().isEmpty())
            .flatMap(user -> avatars.find(user.avatarVersion()))
            .orElseThrow(() -> Errors.notFound("avatar", request.getUserId()));
    Metadata metadata = new Metadata();
    metadata.put(CONTENT_TYPE, avatar.contentType());
    metadata.put(ETAG, '"' + avatar.version() + '"');
    metadata.put(
        CACHE_CONTROL, request.getVersion().equals(avatar.version()) ? FOR_AN_HOUR : FOR_A_MINUTE);
    return new Rpc.Answer<>(
        HttpBody.newBuilder()
            .setContentType(avatar.contentType())
            .setData(ByteString.copyFrom(avatar.file()))
            .build(),
        metadata);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
