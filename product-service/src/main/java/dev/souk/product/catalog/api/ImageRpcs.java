package dev.souk.product.catalog.api;

import com.google.api.HttpBody;
import com.google.protobuf.UnsafeByteOperations;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.DeleteImage;
import dev.souk.product.catalog.domain.ImageFile;
import dev.souk.product.catalog.domain.ReadImage;
import dev.souk.product.catalog.domain.UploadImage;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.v1.DeleteProductImageRequest;
import dev.souk.product.v1.GetProductImageRequest;
import dev.souk.product.v1.ImageServiceGrpc;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import dev.souk.product.v1.UploadProductImageRequest;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/**
 * Serves {@code souk.product.v1.ImageService}. What a browser wants to know of a picture goes ahead
 * of it as metadata, of which the gateway makes headers.
 */
public final class ImageRpcs {
  /** The largest request: the file, and what is said with it. */
  public static final int MAX_REQUEST_BYTES = UploadImage.MAX_BYTES + 64 * 1024;

  private static final Metadata.Key<String> CONTENT_TYPE = key("x-souk-content-type");
  private static final Metadata.Key<String> ETAG = key("etag");
  private static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String NOT_AT_ALL = "private, no-store";

  private final UploadImage uploadImage;
  private final ReadImage readImage;
  private final DeleteImage deleteImage;
  private final SellerGuard sellerGuard;

  /** Serves the use cases. */
  public ImageRpcs(
      UploadImage uploadImage,
      ReadImage readImage,
      DeleteImage deleteImage,
      SellerGuard sellerGuard) {
    this.uploadImage = uploadImage;
    this.readImage = readImage;
    this.deleteImage = deleteImage;
    this.sellerGuard = sellerGuard;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ImageServiceGrpc.getServiceDescriptor())
        .unary(ImageServiceGrpc.getUploadProductImageMethod(), this::upload)
        .unaryWithMetadata(
            ImageServiceGrpc.getGetProductImageMethod(), (request, metadata) -> get(request))
        .unary(ImageServiceGrpc.getDeleteProductImageMethod(), this::delete)
        .build();
  }

  private ProductImage upload(UploadProductImageRequest request) {
    sellerGuard.verifyCaller();
    String productId = Callers.productId(request.getProductId());
    return ProductMessages.image(
        productId,
        uploadImage.upload(
            productId,
            request.getEtag(),
            request.getFile().getData().toByteArray(),
            Texts.normal(request.getAltText()),
            Callers.viewer()));
  }

  private Rpc.Answer<HttpBody> get(GetProductImageRequest request) {
    ImageFile picture =
        readImage.of(
            Callers.productId(request.getProductId()),
            imageId(request.getImageId()),
            Callers.viewer());
    Metadata metadata = new Metadata();
    metadata.put(CONTENT_TYPE, picture.image().contentType());
    metadata.put(ETAG, '"' + picture.image().hash() + '"');
    metadata.put(CACHE_CONTROL, picture.everybodys() ? FOR_EVER : NOT_AT_ALL);
    return new Rpc.Answer<>(
        HttpBody.newBuilder()
            .setContentType(picture.image().contentType())
            .setData(UnsafeByteOperations.unsafeWrap(picture.file()))
            .build(),
        metadata);
  }

  private Product delete(DeleteProductImageRequest request) {
    sellerGuard.verifyCaller();
    return ProductMessages.product(
        deleteImage.delete(
            Callers.productId(request.getProductId()),
            imageId(request.getImageId()),
            request.getEtag(),
            Callers.viewer()));
  }

  private static String imageId(String id) {
    if (!Ids.isValid("img", id)) {
      throw Errors.notFound("image", id);
    }
    return id;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
