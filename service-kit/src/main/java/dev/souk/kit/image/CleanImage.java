package dev.souk.kit.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An image file that is whole, and without anything that is not needed to show it: no place where
 * it was taken, no comments, nothing behind its end. The picture itself is copied bit by bit.
 *
 * @param header what it is
 * @param file the file without the rest
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CleanImage(ImageHeader header, byte[] file) {

  /** Takes the file apart; nothing when it is no whole PNG, JPEG or WebP file. */
  public static Optional<CleanImage> of(byte[] file) {
    try {
      return ImageHeader.read(file).map(header -> new CleanImage(header, copy(header, file)));
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException cutOff) {
      // Its parts do not fit together, or its end is missing.
      return Optional.empty();
    }
  }

  private static byte[] copy(ImageHeader header, byte[] file) {
    ByteBuffer source = ByteBuffer.wrap(file);
    return switch (header.contentType()) {
      case "image/png" -> PngParts.copy(source);
      case "image/jpeg" -> JpegParts.copy(source);
      default -> WebpParts.copy(source);
    };
  }

  @Override
  public String toString() {
    return "CleanImage[header=" + header + ", bytes=" + file.length + "]";
  }
}
