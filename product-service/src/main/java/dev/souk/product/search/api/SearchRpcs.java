package dev.souk.product.search.api;

import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.api.ProductMessages;
import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchProducts;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.v1.Facet;
import dev.souk.product.v1.FacetBucket;
import dev.souk.product.v1.SearchProductsRequest;
import dev.souk.product.v1.SearchProductsResponse;
import dev.souk.product.v1.SearchServiceGrpc;
import dev.souk.product.v1.SuggestProductsRequest;
import dev.souk.product.v1.SuggestProductsResponse;
import dev.souk.product.v1.Suggestion;
import io.grpc.ServerServiceDefinition;
import java.util.Locale;

/** Serves {@code souk.product.v1.SearchService}. */
public final class SearchRpcs {
  private static final int SUGGESTIONS = 10;

  private final SearchProducts searchProducts;
  private final ProductIndex index;

  /** Serves what is found in the index. */
  public SearchRpcs(SearchProducts searchProducts, ProductIndex index) {
    this.searchProducts = searchProducts;
    this.index = index;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(SearchServiceGrpc.getServiceDescriptor())
        .unary(SearchServiceGrpc.getSearchProductsMethod(), this::search)
        .unary(SearchServiceGrpc.getSuggestProductsMethod(), this::suggest)
        .build();
  }

  private SearchProductsResponse search(SearchProductsRequest request) {
    SearchSort sort = SearchMessages.sort(request);
    String fingerprint = SearchMessages.fingerprint(request, sort);
    SearchQuery query =
        new SearchQuery(
            request.getQ(),
            SearchMessages.filters(request),
            sort,
            request.getFacetsList().stream().map(SearchMessages::facet).toList(),
            PageSize.of(request.getPageSize()),
            PageTokens.decode(fingerprint, request.getPageToken())
                .map(text -> SearchPosition.parse(text, sort)));
    SearchProducts.Result found = searchProducts.search(query);
    return SearchProductsResponse.newBuilder()
        .addAllProducts(found.products().stream().map(ProductMessages::product).toList())
        .addAllFacets(found.facets().stream().map(SearchRpcs::facet).toList())
        .setNextPageToken(
            found
                .next()
                .map(position -> PageTokens.encode(fingerprint, position.text()))
                .orElse(""))
        .build();
  }

  private static Facet facet(FacetCounts counts) {
    return Facet.newBuilder()
        .setName(name(counts.name()))
        .addAllBuckets(
            counts.buckets().stream()
                .map(bucket ->
                    FacetBucket.newBuilder()
                        .setValue(bucket.value())
                        .setCount(bucket.count())
                        .build())
                .toList())
        .build();
  }

  private static String name(FacetName name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private SuggestProductsResponse suggest(SuggestProductsRequest request) {
    return SuggestProductsResponse.newBuilder()
        .addAllSuggestions(
            index.suggest(request.getQ(), SUGGESTIONS).stream()
                .map(found ->
                    Suggestion.newBuilder()
                        .setText(found.text())
                        .setProductId(found.productId())
                        .build())
                .toList())
        .build();
  }
}
