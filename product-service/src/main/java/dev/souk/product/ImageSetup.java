package dev.souk.product;

import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.api.ImageRpcs;
import dev.souk.product.catalog.domain.DeleteImage;
import dev.souk.product.catalog.domain.ImageStore;
import dev.souk.product.catalog.domain.ProductChanges;
import dev.souk.product.catalog.domain.ProductViews;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.ReadImage;
import dev.souk.product.catalog.domain.SweepImages;
import dev.souk.product.catalog.domain.UploadImage;
import dev.souk.product.catalog.store.ImageBucket;
import dev.souk.product.catalog.store.ImageDirectory;
import dev.souk.product.catalog.store.ImageStoreConfig;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.v1.ImageServiceGrpc;
import io.micrometer.core.instrument.Counter;

/** Pictures of products, and the files that they are. */
record ImageSetup(
    Foundation base,
    Products products,
    ProductChanges changes,
    ProductViews views,
    SellerGuard sellerGuard) {

  /** Serves them, and sweeps files away that no product names. */
  void start() {
    SoukServer server = base.server();
    ImageStore files = files();
    files.verify();
    server
        .serve(
            new ImageRpcs(
                    new UploadImage(changes, files, base.clock(), base.ids()),
                    new ReadImage(views, files),
                    new DeleteImage(changes, base.clock()),
                    sellerGuard)
                .definition())
        .largest(ImageServiceGrpc.getUploadProductImageMethod(), ImageRpcs.MAX_REQUEST_BYTES);
    SweepImages sweepImages = new SweepImages(products, files, base.clock());
    Counter swept = server.metrics().counter("souk_images_swept");
    server.closing(
        new RepeatedTask(
            "image-sweep",
            base.config().imageSweepInterval(),
            () -> swept.increment(sweepImages.sweep())));
  }

  private ImageStore files() {
    return switch (base.config().images()) {
      case ImageStoreConfig.Directory directory -> new ImageDirectory(directory.path());
      case ImageStoreConfig.Bucket bucket ->
          new ImageBucket(base.server().closing(bucket.client()), bucket.name());
    };
  }
}
