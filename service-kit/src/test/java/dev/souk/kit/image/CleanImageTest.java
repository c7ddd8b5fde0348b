package dev.souk.kit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("39: a picture is whole, and nothing but a picture")
class CleanImageTest {
  private static final String SECRET = "51.5007N 0.1246W";

  private static byte[] image(String format) throws IOException {
    BufferedImage picture = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(39);
    for (int i = 0; i < 120 * 80; i++) {
      picture.setRGB(i % 120, i / 120, random.nextInt());
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, format, file);
    return file.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      file.writeBytes(part);
    }
    return file.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] segment(int marker, byte[] content) {
    return joined(
        new byte[] {
          (byte) 0xff,
          (byte) marker,
          (byte) ((content.length + 2) >> 8),
          (byte) (content.length + 2)
        },
        content);
  }

  private static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 24 + 4 + SECRET.length()).order(order);
    tiff.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949)).putShort((short) 42);
    tiff.putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x010e).putShort((short) 2).putInt(SECRET.length()).putInt(38);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    tiff.putInt(0).put(latin(SECRET));
    return joined(latin("Exif\0\0"), tiff.array());
  }

  private static byte[] jpegWith(byte[]... segments) throws IOException {
    byte[] plain = image("jpg");
    return joined(
        Arrays.copyOf(plain, 2), joined(segments), Arrays.copyOfRange(plain, 2, plain.length));
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(latin(type));
    crc.update(data);
    return joined(
        ByteBuffer.allocate(4).putInt(data.length).array(),
        latin(type),
        data,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] pngWith(byte[] chunk) throws IOException {
    byte[] plain = image("png");
    int behindHeader = 8 + 25;
    return joined(
        Arrays.copyOf(plain, behindHeader),
        chunk,
        Arrays.copyOfRange(plain, behindHeader, plain.length));
  }

  private static byte[] webp(byte[]... chunks) {
    byte[] body = joined(latin("WEBP"), joined(chunks));
    return joined(latin("RIFF"), littleEndian(body.length), body);
  }

  private static byte[] part(String type, byte[] data) {
    return joined(latin(type), littleEndian(data.length), data, new byte[data.length & 1]);
  }

  private static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] clean(byte[] file) {
    return CleanImage.of(file).orElseThrow().file();
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  private static int[] pixels(byte[] file) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, 120);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void what_has_nothing_else_in_it_stays_as_it_is(String format) throws IOException {
    assertThat(clean(image(format))).isEqualTo(image(format));
  }

  @Test
  void a_jpeg_loses_where_it_was_taken_and_keeps_how_it_is_turned() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] cleaned =
          clean(
              jpegWith(
                  segment(0xe1, exif(order, 6)),
                  segment(0xe1, latin("http://ns.adobe.com/xap/1.0/\0" + SECRET)),
                  segment(0xed, latin("Photoshop 3.0\0" + SECRET)),
                  segment(0xfe, latin(SECRET)),
                  segment(0xe2, latin("MPF\0" + SECRET)),
                  segment(0xe2, latin("ICC_PROFILE\0colours"))));
      assertThat(text(cleaned)).doesNotContain(SECRET).contains("ICC_PROFILE\0colours");
      int exifAt = text(cleaned).indexOf("Exif\0\0");
      assertThat(exifAt).isPositive();
      assertThat(Orientation.read(ByteBuffer.wrap(cleaned, exifAt, 40).slice()))
          .contains(new Orientation(6));
      assertThat(pixels(clean(jpegWith(segment(0xe1, exif(order, 6))))))
          .isEqualTo(pixels(image("jpg")));
      assertThat(CleanImage.of(cleaned).orElseThrow().file()).isEqualTo(cleaned);
    }
    assertThat(clean(jpegWith(segment(0xe1, exif(ByteOrder.BIG_ENDIAN, 1)))))
        .isEqualTo(image("jpg"));
  }

  @Test
  void a_png_loses_its_texts() throws IOException {
    for (String type : new String[] {"tEXt", "iTXt", "zTXt", "eXIf", "tIME", "prVt"}) {
      assertThat(clean(pngWith(chunk(type, latin(SECRET))))).isEqualTo(image("png"));
    }
    byte[] withGamma = pngWith(chunk("gAMA", new byte[] {0, 0, (byte) 0xb1, (byte) 0x8f}));
    assertThat(clean(withGamma)).isEqualTo(withGamma);
    assertThat(CleanImage.of(pngWith(chunk("XXXX", latin("?"))))).isEmpty();
  }

  @Test
  void a_webp_loses_its_exif_and_xmp_and_says_so() {
    byte[] extended = {0x0c, 0, 0, 0, 9, 0, 0, 9, 0, 0};
    byte[] pixels = {0x2f, 9, 0x40, 2, 0, 7};
    byte[] file =
        webp(
            part("VP8X", extended),
            part("VP8L", pixels),
            part("EXIF", latin(SECRET + "!")),
            part("XMP ", latin(SECRET)));
    extended[0] = 0;
    assertThat(clean(file)).isEqualTo(webp(part("VP8X", extended), part("VP8L", pixels)));
    assertThat(CleanImage.of(webp(part("VP8X", extended)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void what_stands_behind_the_end_is_gone(String format) throws IOException {
    byte[] polyglot = joined(image(format), latin("PK\3\4<script>alert(1)</script>"));
    assertThat(clean(polyglot)).isEqualTo(image(format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void a_file_cut_off_anywhere_is_none(String format) throws IOException {
    byte[] whole = image(format);
    for (int length = 0; length < whole.length; length += 97) {
      assertThat(CleanImage.of(Arrays.copyOf(whole, length))).as("%s bytes", length).isEmpty();
    }
    assertThat(CleanImage.of(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
  }

  @Test
  void a_damaged_png_is_none() throws IOException {
    byte[] damaged = image("png");
    damaged[damaged.length / 2] ^= 1;
    assertThat(CleanImage.of(damaged)).isEmpty();
  }

  @Test
  void headers_without_pixels_are_no_pictures() throws IOException {
    byte[] png = image("png");
    byte[] end = chunk("IEND", new byte[0]);
    assertThat(CleanImage.of(joined(Arrays.copyOf(png, 33), end))).isEmpty();
    byte[] frame = {8, 0, 16, 0, 32, 1, 1, 0x11, 0};
    assertThat(
            CleanImage.of(
                joined(
                    new byte[] {(byte) 0xff, (byte) 0xd8},
                    segment(0xc0, frame),
                    new byte[] {(byte) 0xff, (byte) 0xd9})))
        .isEmpty();
  }

  @Test
  void noise_raises_nothing() throws IOException {
    Random random = new Random(391);
    byte[][] seeds = {
      image("png"),
      jpegWith(segment(0xe1, exif(ByteOrder.LITTLE_ENDIAN, 3))),
      webp(part("VP8X", new byte[10]), part("VP8L", new byte[] {0x2f, 1, 2, 3, 4}))
    };
    for (int i = 0; i < 2_000; i++) {
      byte[] file = seeds[i % seeds.length].clone();
      for (int change = 0; change < 3; change++) {
        file[random.nextInt(Math.min(file.length, 120))] = (byte) random.nextInt();
      }
      Optional<CleanImage> cleaned = CleanImage.of(file);
      assertThat(cleaned.map(image -> image.file().length <= file.length + 64).orElse(true))
          .isTrue();
    }
  }
}
