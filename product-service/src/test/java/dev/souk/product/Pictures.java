package dev.souk.product;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.product.v1.DeleteProductImageRequest;
import dev.souk.product.v1.GetProductImageRequest;
import dev.souk.product.v1.ImageServiceGrpc;
import dev.souk.product.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.UploadProductImageRequest;
import io.grpc.Channel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Files of pictures, and what is asked about them. */
final class Pictures {
  private Pictures() {}

  static byte[] png(int width, int height) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", file);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImageServiceBlockingStub as(Channel caller) {
    return ImageServiceGrpc.newBlockingStub(caller).withMaxInboundMessageSize(20 * 1024 * 1024);
  }

  static UploadProductImageRequest picture(Product product, byte[] file) {
    return UploadProductImageRequest.newBuilder()
        .setProductId(product.getProductId())
        .setAltText("A hat")
        .setFile(HttpBody.newBuilder().setData(ByteString.copyFrom(file)))
        .build();
  }

  static GetProductImageRequest named(Product product, String imageId) {
    return GetProductImageRequest.newBuilder()
        .setProductId(product.getProductId())
        .setImageId(imageId)
        .build();
  }

  static DeleteProductImageRequest deletion(Product product, String imageId) {
    return DeleteProductImageRequest.newBuilder()
        .setProductId(product.getProductId())
        .setImageId(imageId)
        .build();
  }
}
