package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.DeleteProduct;
import dev.souk.product.catalog.domain.GetProduct;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.ProductPage;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ReadOffers;
import dev.souk.product.catalog.domain.RelatedProducts;
import dev.souk.product.catalog.domain.UndeleteProduct;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.BatchGetOffersResponse;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.DeleteProductRequest;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.GetProductBySlugRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.ListCategoriesResponse;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListProductsResponse;
import dev.souk.product.v1.ListRelatedProductsRequest;
import dev.souk.product.v1.ListRelatedProductsResponse;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.UndeleteProductRequest;
import dev.souk.product.v1.UpdateProductRequest;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;

/** Serves {@code souk.product.v1.ProductService}. */
public final class CatalogService {
  private final ListProducts listProducts;
  private final GetProduct getProduct;
  private final CreateProduct createProduct;
  private final UpdateProduct updateProduct;
  private final DeleteProduct deleteProduct;
  private final UndeleteProduct undeleteProduct;
  private final RelatedProducts relatedProducts;
  private final Categories categories;
  private final ReadOffers readOffers;
  private final SellerGuard sellerGuard;

  /** Serves the use cases. */
  public CatalogService(
      ListProducts listProducts,
      GetProduct getProduct,
      CreateProduct createProduct,
      UpdateProduct updateProduct,
      DeleteProduct deleteProduct,
      UndeleteProduct undeleteProduct,
      RelatedProducts relatedProducts,
      Categories categories,
      ReadOffers readOffers,
      SellerGuard sellerGuard) {
    this.listProducts = listProducts;
    this.getProduct = getProduct;
    this.createProduct = createProduct;
    this.updateProduct = updateProduct;
    this.deleteProduct = deleteProduct;
    this.undeleteProduct = undeleteProduct;
    this.relatedProducts = relatedProducts;
    this.categories = categories;
    this.readOffers = readOffers;
    this.sellerGuard = sellerGuard;
  }

  /** The methods, bound. */
  public ServerServiceDefinition bind() {
    return Rpc.service(ProductServiceGrpc.getServiceDescriptor())
        .unary(ProductServiceGrpc.getListProductsMethod(), this::listProducts)
        .unary(ProductServiceGrpc.getGetProductMethod(), this::getProduct)
        .unary(ProductServiceGrpc.getGetProductBySkuMethod(), this::getProductBySku)
        .unary(ProductServiceGrpc.getGetProductBySlugMethod(), this::getProductBySlug)
        .unary(ProductServiceGrpc.getListRelatedProductsMethod(), this::listRelatedProducts)
        .unary(ProductServiceGrpc.getCreateProductMethod(), this::createProduct)
        .unary(ProductServiceGrpc.getUpdateProductMethod(), this::updateProduct)
        .unary(ProductServiceGrpc.getDeleteProductMethod(), this::deleteProduct)
        .unary(ProductServiceGrpc.getUndeleteProductMethod(), this::undeleteProduct)
        .unary(ProductServiceGrpc.getListCategoriesMethod(), this::listCategories)
        .unary(ProductServiceGrpc.getCreateCategoryMethod(), this::createCategory)
        .unary(ProductServiceGrpc.getBatchGetOffersMethod(), this::batchGetOffers)
        .build();
  }

  private ListProductsResponse listProducts(ListProductsRequest request) {
    ProductQuery query = ProductFilters.query(request);
    String fingerprint = fingerprint(query);
    Optional<String> after = PageTokens.decode(fingerprint, request.getPageToken());
    if (!after.map(id -> Ids.isValid("prd", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    if (!ProductFilters.canMatch(query)) {
      return ListProductsResponse.getDefaultInstance();
    }
    int size = PageSize.of(request.getPageSize());
    ProductPage page = listProducts.list(query, after, size, Callers.viewer());
    return ListProductsResponse.newBuilder()
        .addAllProducts(page.products().stream().map(ProductMessages::product).toList())
        .setNextPageToken(page.last().map(id -> PageTokens.encode(fingerprint, id)).orElse(""))
        .build();
  }

  private Product getProduct(GetProductRequest request) {
    return ProductMessages.product(
        getProduct.byId(Callers.productId(request.getProductId()), Callers.viewer()));
  }

  private Product getProductBySlug(GetProductBySlugRequest request) {
    return ProductMessages.product(getProduct.bySlug(request.getSlug(), Callers.viewer()));
  }

  private ListRelatedProductsResponse listRelatedProducts(ListRelatedProductsRequest request) {
    return ListRelatedProductsResponse.newBuilder()
        .addAllProducts(
            relatedProducts.to(Callers.productId(request.getProductId()), Callers.viewer()).stream()
                .map(ProductMessages::product)
                .toList())
        .build();
  }

  private Product deleteProduct(DeleteProductRequest request) {
    sellerGuard.verifyCaller();
    return ProductMessages.product(
        deleteProduct.delete(
            Callers.productId(request.getProductId()), request.getEtag(), Callers.viewer()));
  }

  private Product undeleteProduct(UndeleteProductRequest request) {
    sellerGuard.verifyCaller();
    return ProductMessages.product(
        undeleteProduct.undelete(
            Callers.productId(request.getProductId()), request.getEtag(), Callers.viewer()));
  }

  private Product getProductBySku(GetProductBySkuRequest request) {
    return ProductMessages.product(getProduct.bySku(request.getSku(), Callers.viewer()));
  }

  private Product createProduct(CreateProductRequest request) {
    sellerGuard.verifyCaller();
    if (request.getProduct().getImagesCount() > 0) {
      throw Errors.invalid("product.images", "must be uploaded once the product is there");
    }
    return ProductMessages.product(
        createProduct.create(
            ProductMessages.details(request.getProduct()), Identity.current().requireUserId()));
  }

  private Product updateProduct(UpdateProductRequest request) {
    sellerGuard.verifyCaller();
    Product product = request.getProduct();
    ProductEdit edit = ProductEdit.of(product, request.getUpdateMask());
    return ProductMessages.product(
        updateProduct.update(
            Callers.productId(product.getProductId()), product.getEtag(), edit, Callers.viewer()));
  }

  private ListCategoriesResponse listCategories(ListCategoriesRequest request) {
    return ListCategoriesResponse.newBuilder()
        .addAllCategories(categories.list().stream().map(ProductMessages::category).toList())
        .build();
  }

  private Category createCategory(CreateCategoryRequest request) {
    Category category = request.getCategory();
    return ProductMessages.category(
        categories.create(Texts.normal(category.getName()), category.getParentId()));
  }

  private BatchGetOffersResponse batchGetOffers(BatchGetOffersRequest request) {
    List<String> known = request.getSkusList().stream().filter(ProductMessages::isSku).toList();
    return BatchGetOffersResponse.newBuilder()
        .addAllOffers(
            readOffers.read(known, request.getConsistent()).stream()
                .map(ProductMessages::offer)
                .toList())
        .build();
  }

  private static String fingerprint(ProductQuery query) {
    return String.join(
        "\n",
        "ListProducts",
        query.categoryId(),
        query.sellerId(),
        query.status().name(),
        query.featured() + " " + query.deleted());
  }
}
