package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People's pictures, as files over HTTP. */
@Order(3)
@ExtendWith(Shop.Running.class)
class AvatarTest {
  private static final String MINE = "/v1/users/me/avatar";

  private static byte[] image(String format, int width) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, 16, BufferedImage.TYPE_INT_RGB), format, file);
    return file.toByteArray();
  }

  @Test
  @DisplayName("27: a picture is sent as a file and shown to everybody as one")
  void a_picture_is_sent_and_shown_as_a_file(Shop shop) throws Exception {
    Answer session = shop.accounts().register(shop.accounts().email("pictured"));
    Client user = shop.anonymous().withToken(session.at("/accessToken"));
    byte[] png = image("png", 64);

    Answer pictured = user.sendFile("POST", MINE, "image/png", png).ok();

    String path = pictured.at("/avatarUrl");
    HttpResponse<byte[]> shown = shop.anonymous().file(path);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo(png);
    assertThat(shown.headers().firstValue("content-type")).contains("image/png");
    assertThat(shown.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(shown.headers().firstValue("cache-control")).contains("public, max-age=3600");
    assertThat(shown.headers().firstValue("etag")).isPresent();

    byte[] jpeg = image("jpg", 32);
    Answer other = user.sendFile("PUT", MINE, "application/octet-stream", jpeg).ok();
    assertThat(other.at("/avatarUrl")).isNotEqualTo(path);
    HttpResponse<byte[]> second = shop.anonymous().file(other.at("/avatarUrl"));
    assertThat(second.body()).isEqualTo(jpeg);
    assertThat(second.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(user.get("/v1/users/me").ok().at("/avatarUrl")).isEqualTo(other.at("/avatarUrl"));

    assertThat(user.delete(MINE).ok().at("/avatarUrl")).isEmpty();
    shop.anonymous().get(other.at("/avatarUrl")).refused(404, "RESOURCE_NOT_FOUND");
  }

  @Test
  @DisplayName("27: what is no picture is refused, whatever it is called")
  void what_is_no_picture_is_refused(Shop shop) throws Exception {
    Answer session = shop.accounts().register(shop.accounts().email("unpictured"));
    Client user = shop.anonymous().withToken(session.at("/accessToken"));
    byte[] page = "<script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    user.sendFile("POST", MINE, "image/png", page).refused(400, "INVALID_FIELD");
    user.sendFile("POST", MINE, "image/png", image("png", 1025)).refused(400, "INVALID_FIELD");
    user.sendFile("POST", MINE, "image/png", new byte[1024 * 1024 + 1])
        .refused(413, "PAYLOAD_TOO_LARGE");
    shop.anonymous()
        .sendFile("POST", MINE, "image/png", image("png", 8))
        .refused(401, "TOKEN_MISSING");
    assertThat(user.get("/v1/users/me").ok().at("/avatarUrl")).isEmpty();
  }
}
