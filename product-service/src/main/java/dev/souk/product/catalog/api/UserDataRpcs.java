package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.ArchiveProducts;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.ProductPage;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.v1.EraseUserRequest;
import dev.souk.product.v1.EraseUserResponse;
import dev.souk.product.v1.ExportProductsRequest;
import dev.souk.product.v1.ExportProductsResponse;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.product.v1.ExportReviewsResponse;
import dev.souk.product.v1.UserDataServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves {@code souk.product.v1.UserDataService}. */
public final class UserDataRpcs {
  private static final String DELETED = "DELETED";
  private static final int PAGE = 20;
  private static final int ARCHIVED_AT_ONCE = 100;
  private static final Pattern POSITION = Pattern.compile("(DRAFT|ACTIVE|ARCHIVED|DELETED)/(.*)");

  private final ListProducts listProducts;
  private final ArchiveProducts archiveProducts;
  private final Function<ExportReviewsRequest, ExportReviewsResponse> exportReviews;
  private final Predicate<String> eraseReviews;

  /**
   * Serves the use cases.
   *
   * @param exportReviews reads a page of the reviews that a user wrote
   * @param eraseReviews removes some of a user's reviews, and says whether there are more
   */
  public UserDataRpcs(
      ListProducts listProducts,
      ArchiveProducts archiveProducts,
      Function<ExportReviewsRequest, ExportReviewsResponse> exportReviews,
      Predicate<String> eraseReviews) {
    this.listProducts = listProducts;
    this.archiveProducts = archiveProducts;
    this.exportReviews = exportReviews;
    this.eraseReviews = eraseReviews;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserDataServiceGrpc.getServiceDescriptor())
        .unary(UserDataServiceGrpc.getExportProductsMethod(), this::export)
        .unary(UserDataServiceGrpc.getExportReviewsMethod(), exportReviews::apply)
        .unary(UserDataServiceGrpc.getEraseUserMethod(), this::erase)
        .build();
  }

  /** Where a page begins: behind a product of a list, or with the first one of it. */
  private record Position(String list, Optional<String> after) {
    private static final List<String> LISTS = List.of("DRAFT", "ACTIVE", "ARCHIVED", DELETED);
    private static final Position FIRST = new Position(LISTS.getFirst(), Optional.empty());

    static Position read(String text) {
      Matcher parts = POSITION.matcher(text);
      if (!parts.matches() || !(parts.group(2).isEmpty() || Ids.isValid("prd", parts.group(2)))) {
        throw Errors.pageTokenInvalid();
      }
      return new Position(parts.group(1), Optional.of(parts.group(2)).filter(id -> !id.isEmpty()));
    }

    /** What comes behind a page; nothing at the end. */
    Optional<String> next(Optional<String> last) {
      if (last.isPresent()) {
        return Optional.of(list + "/" + last.get());
      }
      return LISTS.stream().skip(LISTS.indexOf(list) + 1L).findFirst().map(next -> next + "/");
    }

    ProductQuery query(String sellerId) {
      return list.equals(DELETED)
          ? ProductQuery.deletedOf(sellerId)
          : new ProductQuery("", sellerId, ProductStatus.valueOf(list));
    }
  }

  private ExportProductsResponse export(ExportProductsRequest request) {
    String seller = request.getUserId();
    String query = "ExportProducts " + seller;
    Position position =
        PageTokens.decode(query, request.getPageToken()).map(Position::read).orElse(Position.FIRST);
    if (!Ids.isValid("usr", seller)) {
      return ExportProductsResponse.getDefaultInstance();
    }
    ProductPage page =
        listProducts.list(
            position.query(seller), position.after(), PAGE, new Viewer(seller, false));
    return ExportProductsResponse.newBuilder()
        .addAllProducts(page.products().stream().map(ProductMessages::product).toList())
        .setNextPageToken(
            position.next(page.last()).map(next -> PageTokens.encode(query, next)).orElse(""))
        .build();
  }

  private EraseUserResponse erase(EraseUserRequest request) {
    String userId = request.getUserId();
    if (!Ids.isValid("usr", userId)) {
      return EraseUserResponse.getDefaultInstance();
    }
    boolean moreProducts = archiveProducts.archive(userId, ARCHIVED_AT_ONCE);
    boolean moreReviews = eraseReviews.test(userId);
    return EraseUserResponse.newBuilder().setMore(moreProducts || moreReviews).build();
  }
}
