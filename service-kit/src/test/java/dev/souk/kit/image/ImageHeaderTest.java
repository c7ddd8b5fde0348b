package dev.souk.kit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("27: what a picture is, by its content")
class ImageHeaderTest {
  private static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(
            ImageIO.write(
                new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file))
        .isTrue();
    return file.toByteArray();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpg, image/jpeg"})
  void files_of_a_real_encoder_are_known(String format, String type) throws IOException {
    assertThat(ImageHeader.read(image(format, 300, 17))).contains(new ImageHeader(type, 300, 17));
  }

  @Test
  void a_jpeg_may_have_other_segments_and_fill_bytes_before_its_frame() {
    byte[] file =
        bytes("ffd8 ffe0 0004 0000 ff ffe1 0003 00 ffc4 0002 ffc2 0011 08 0010 0020 03 000000");
    assertThat(ImageHeader.read(file)).contains(new ImageHeader("image/jpeg", 32, 16));
  }

  /** The three forms of RFC 9649, each 550 by 368 as its examples have it. */
  @ParameterizedTest
  @CsvSource({
    "52494646 00000000 57454250 56503820 00000000 300100 9d012a 2602 7001",
    "52494646 00000000 57454250 5650384c 00000000 2f 25c25b00",
    "52494646 00000000 57454250 56503858 0a000000 10000000 250200 6f0100"
  })
  void webp_is_known_in_its_three_forms(String hex) {
    assertThat(ImageHeader.read(bytes(hex))).contains(new ImageHeader("image/webp", 550, 368));
  }

  @Test
  void a_file_cut_off_within_its_header_is_none() throws IOException {
    for (String format : new String[] {"png", "jpg"}) {
      byte[] file = image(format, 300, 17);
      for (int length = 0; length < 20; length++) {
        assertThat(ImageHeader.read(Arrays.copyOf(file, length))).isEmpty();
      }
    }
  }

  @Test
  void anything_else_is_none() {
    for (String other :
        new String[] {
          "",
          "GIF89a......",
          "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
          "<html>",
          "RIFF....WAVE"
        }) {
      assertThat(ImageHeader.read(other.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }
  }

  @Test
  void noise_behind_a_right_beginning_raises_nothing() {
    Random random = new Random(27);
    String[] beginnings = {"89504e470d0a1a0a", "ffd8ff", "52494646000000005745425056503858"};
    for (int i = 0; i < 3_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      byte[] file = bytes(beginnings[i % beginnings.length] + HexFormat.of().formatHex(noise));
      assertThat(ImageHeader.read(file)).isNotNull();
    }
  }
}
