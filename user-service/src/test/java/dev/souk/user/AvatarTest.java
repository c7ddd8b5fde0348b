package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.souk.kit.error.Reason;
import dev.souk.user.v1.AvatarServiceGrpc;
import dev.souk.user.v1.AvatarServiceGrpc.AvatarServiceBlockingStub;
import dev.souk.user.v1.DeleteAvatarRequest;
import dev.souk.user.v1.GetAvatarRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.SetAvatarRequest;
import dev.souk.user.v1.User;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("27: pictures of people")
class AvatarTest {
  @TempDir static Path folder;
  private static UserFixture fixture;

  private final User user = fixture.register();
  private final AtomicReference<Metadata> metadata = new AtomicReference<>();

  @BeforeAll
  static void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private AvatarServiceBlockingStub owner() {
    return AvatarServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), user.getUserId()));
  }

  private AvatarServiceBlockingStub anybody() {
    return AvatarServiceGrpc.newBlockingStub(fixture.identity.anonymous(fixture.server.grpcPort()))
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(metadata, new AtomicReference<>()));
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file);
    return file.toByteArray();
  }

  private User set(byte[] file) {
    return owner()
        .setAvatar(
            SetAvatarRequest.newBuilder()
                .setFile(
                    HttpBody.newBuilder()
                        .setContentType("text/html")
                        .setData(ByteString.copyFrom(file)))
                .build());
  }

  private HttpBody get() {
    return anybody().getAvatar(GetAvatarRequest.newBuilder().setUserId(user.getUserId()).build());
  }

  private String header(String name) {
    return metadata.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  private List<String> stored() {
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("users"))) {
      return client
          .getDatabase("users")
          .getCollection("avatars")
          .find(Filters.eq("userId", user.getUserId()))
          .map(document -> document.getString("_id"))
          .into(new ArrayList<>());
    }
  }

  @Test
  void a_picture_is_shown_to_everybody_as_what_it_is() throws IOException {
    assertThat(user.getAvatarUrl()).isEmpty();
    assertRefused(Reason.RESOURCE_NOT_FOUND, this::get);
    byte[] png = image("png", 64, 64);
    User pictured = set(png);
    assertThat(pictured.getAvatarUrl())
        .startsWith("/v1/users/" + user.getUserId() + "/avatar?version=ava_");
    assertThat(fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance()))
        .isEqualTo(pictured);
    HttpBody shown = get();
    assertThat(shown.getData().toByteArray()).isEqualTo(png);
    assertThat(shown.getContentType()).isEqualTo("image/png");
    assertThat(header("x-souk-content-type")).isEqualTo("image/png");
    String version = stored().getFirst();
    assertThat(header("etag")).isEqualTo('"' + version + '"');
    assertThat(header("cache-control")).isEqualTo("public, max-age=60");
    assertThat(pictured.getAvatarUrl()).endsWith(version);
  }

  @Test
  void what_is_not_needed_to_show_a_picture_is_not_kept() throws IOException {
    byte[] png = image("png", 64, 64);
    byte[] withPlace = java.util.Arrays.copyOf(png, png.length + 100);
    var _ = set(withPlace);

    assertThat(get().getData().toByteArray()).isEqualTo(png);
  }

  @Test
  void another_picture_has_another_address_and_the_one_before_is_forgotten() throws IOException {
    User first = set(image("png", 64, 64));
    byte[] jpeg = image("jpg", 1024, 1024);
    User second = set(jpeg);
    assertThat(second.getAvatarUrl()).isNotEqualTo(first.getAvatarUrl());
    assertThat(get().getData().toByteArray()).isEqualTo(jpeg);
    assertThat(stored()).hasSize(1);
    User none = owner().deleteAvatar(DeleteAvatarRequest.getDefaultInstance());
    assertThat(none.getAvatarUrl()).isEmpty();
    assertThat(owner().deleteAvatar(DeleteAvatarRequest.getDefaultInstance())).isEqualTo(none);
    assertRefused(Reason.RESOURCE_NOT_FOUND, this::get);
    assertThat(stored()).isEmpty();
  }

  @Test
  void what_is_no_picture_or_too_large_changes_nothing() throws IOException {
    for (byte[] wrong :
        List.of(
            new byte[0],
            "<svg onload='alert(1)'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            image("gif", 8, 8),
            image("png", 1025, 8),
            image("jpg", 8, 1025),
            java.util.Arrays.copyOf(image("png", 8, 8), 1024 * 1024 + 1))) {
      assertRefused(Reason.INVALID_FIELD, () -> set(wrong));
    }
    assertRefused(
        Reason.INVALID_FIELD, () -> owner().setAvatar(SetAvatarRequest.getDefaultInstance()));
    assertThat(fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance()))
        .isEqualTo(user);
    assertThat(stored()).isEmpty();
  }

  @Test
  void of_many_pictures_at_once_one_is_shown_and_none_is_left_over() throws Exception {
    byte[] png = image("png", 8, 8);
    List<Callable<?>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      calls.add(() -> set(png));
    }
    assertThat(UserFixture.atOnce(calls)).contains("OK").isSubsetOf("OK", "CONTENTION");
    assertThat(get().getData().toByteArray()).isEqualTo(png);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void nobody_gives_anybody_else_a_picture() throws IOException {
    byte[] png = image("png", 8, 8);
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            anybody()
                .setAvatar(
                    SetAvatarRequest.newBuilder()
                        .setFile(HttpBody.newBuilder().setData(ByteString.copyFrom(png)))
                        .build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            AvatarServiceGrpc.newBlockingStub(
                    fixture.identity.user(fixture.server.grpcPort(), "usr_gone"))
                .setAvatar(
                    SetAvatarRequest.newBuilder()
                        .setFile(HttpBody.newBuilder().setData(ByteString.copyFrom(png)))
                        .build()));
  }
}
