package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetCounts.Bucket;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchPage;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.search.domain.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every index does, whatever it is made of. */
abstract class ProductIndexContract {
  private static final Filters ALL = Filters.NONE;

  private ProductIndex index = newIndex();

  /** An index that never was complete. */
  abstract ProductIndex newIndex();

  @BeforeEach
  void complete() {
    try (ProductIndex.Rebuild empty = index.rebuild()) {
      empty.complete();
    }
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void add(TestDocument... products) {
    for (TestDocument product : products) {
      index.index(product.document());
    }
    index.refresh();
  }

  private static TestDocument product(int number) {
    return new TestDocument(number);
  }

  private SearchPage search(TestQuery query) {
    return index.search(query.query());
  }

  private List<Integer> found(TestQuery query) {
    return search(query).productIds().stream().map(TestDocument::numberOf).toList();
  }

  private List<Integer> found(String text) {
    return found(new TestQuery().text(text));
  }

  private List<Integer> found(Filters filters) {
    return found(new TestQuery().filters(filters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hat", "HATS", "hat's", "Cafe", "CAFÉ", "woolly", "caf\u00e9 hat"})
  void words_are_compared_without_endings_case_and_accents(String text) {
    add(product(1).name("Hats of the Café").description("woolly"), product(2).name("Scarf"));
    assertThat(found(text)).containsExactly(1);
  }

  @Test
  void a_word_counts_most_in_the_name_and_least_in_the_description() {
    add(
        product(1).name("A").description("wool"),
        product(2).name("B").attribute("material", "wool"),
        product(3).name("C").tags("wool"),
        product(4).name("D").brand("Wool"),
        product(5).name("Wool"));
    assertThat(found("wool")).containsExactly(5, 4, 3, 2, 1);
  }

  @Test
  void all_words_must_be_there_in_whatever_field() {
    add(
        product(1).name("Hat").brand("Acme").description("red"),
        product(2).name("Hat").brand("Acme"),
        product(3).name("Red scarf").brand("Acme"));
    assertThat(found("acme red hat")).containsExactly(1);
    assertThat(found("the red of a hat")).containsExactly(1);
  }

  @Test
  void longer_words_may_have_typos_when_nothing_has_them_as_written() {
    add(
        product(1).name("Television stand"),
        product(2).name("Cup"),
        product(3).name("Lamp"),
        product(4).name("Lump sugar"));
    assertThat(found("televsion")).containsExactly(1);
    assertThat(found("tleevison stnad")).containsExactly(1);
    assertThat(found("cub")).as("three letters").isEmpty();
    assertThat(found("limp")).as("four letters").containsExactlyInAnyOrder(3, 4);
    assertThat(found("lamp")).as("as written").containsExactly(3);
    assertThat(found("xelevision")).as("in the first letter").isEmpty();
    assertThat(found(new TestQuery().text("lamp").filters(new TestFilters().tags("none").get())))
        .as("as written, but filtered")
        .isEmpty();
  }

  @Test
  void a_sku_finds_its_product_first() {
    add(product(1).name("Hat").sku("HAT-1"), product(2).name("Hat-1 cover").sku("X"));
    assertThat(found("hat-1")).startsWith(1);
    assertThat(found("HAT-1")).startsWith(1);
  }

  @Test
  void without_words_everything_is_found_but_words_that_mean_nothing_find_nothing() {
    add(product(1).name("The hat"), product(2).name("Scarf"));
    assertThat(found(ALL)).containsExactlyInAnyOrder(1, 2);
    assertThat(found(" \t ")).containsExactlyInAnyOrder(1, 2);
    assertThat(found("the of and")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "(",
        "a AND",
        "name:hat OR *:*",
        "*",
        "?",
        "hat~2 AND +-!(){}[]^\"~*?:\\/",
        "/(a+)+$/",
        "\u0000\u0001\u001f",
        "\\",
        "${jndi:ldap://x}",
        "<script>",
        "'; drop table",
        "\ud83d\ude00",
        "\ud83d",
        "𝒽𝒶𝓉",
        "%00",
        "..",
        "a\nb\rc",
        "((((((((((((((((((((",
        "\u202ehat",
        "{\"match_all\":{}}"
      })
  void what_looks_like_an_operator_is_none(String text) {
    add(product(1).name("Scarf"));
    assertThat(found(text)).isEmpty();
    assertThatCode(() -> index.suggest(text, 10)).doesNotThrowAnyException();
  }

  @Test
  void long_queries_are_looked_at_in_part() {
    add(product(1).name("Hat"));
    assertThat(found("hat ".repeat(2_500))).containsExactly(1);
    assertThat(found("h".repeat(10_000))).isEmpty();
    assertThat(index.suggest("h".repeat(10_000), 10)).isEmpty();
  }

  @Test
  void filters_of_different_kinds_must_all_hold() {
    add(
        product(1).price(1000).tags("Warm").brand("Acme").categories("cat_1").inStock(),
        product(2).price(2000).tags("Warm", "Red").brand("ACME").categories("cat_1", "cat_2"),
        product(3).price(3000).currency("EUR").brand("Other").categories("cat_2").inStock());
    assertThat(found(new TestFilters().category("cat_2").get())).containsExactlyInAnyOrder(2, 3);
    assertThat(found(new TestFilters().price(1000, 2000).get())).containsExactlyInAnyOrder(1, 2);
    assertThat(found(new TestFilters().price(1001, 2999).get())).containsExactly(2);
    assertThat(found(new TestFilters().from(2000).get())).containsExactlyInAnyOrder(2, 3);
    assertThat(found(new TestFilters().from(2000).currency("GBP").get())).containsExactly(2);
    assertThat(found(new TestFilters().tags("warm").get())).containsExactlyInAnyOrder(1, 2);
    assertThat(found(new TestFilters().tags("red", "no such").get())).containsExactly(2);
    assertThat(found(new TestFilters().brands("acme", "x").get())).containsExactlyInAnyOrder(1, 2);
    assertThat(found(new TestFilters().inStock().get())).containsExactlyInAnyOrder(1, 3);
    assertThat(found(new TestFilters().inStock().tags("warm").get())).containsExactly(1);
    assertThat(found(new TestFilters().category("cat_3").get())).isEmpty();
  }

  @Test
  void of_the_values_of_one_attribute_one_is_enough_and_each_attribute_must_hold() {
    add(
        product(1).attribute("Size", "M").attribute("Colour", "Red"),
        product(2).attribute("Size", "L").attribute("Colour", "Red"),
        product(3).attribute("Size", "S").attribute("Colour", "Blue"));
    assertThat(found(new TestFilters().attributes(Map.of("size", List.of("m", "l"))).get()))
        .containsExactlyInAnyOrder(1, 2);
    assertThat(
            found(
                new TestFilters()
                    .attributes(Map.of("size", List.of("s", "l"), "colour", List.of("red")))
                    .get()))
        .containsExactly(2);
  }

  @Test
  void facets_count_what_is_found_under_all_filters_but_their_own() {
    add(
        product(1).name("Hat").tags("red").brand("Acme").categories("cat_1", "cat_top").price(999),
        product(2).name("Hat").tags("red", "new").brand("Acme").categories("cat_top").price(1000),
        product(3).name("Hat").tags("new").brand("Best").categories("cat_2").price(200_000),
        product(4).name("Scarf").tags("red").brand("Best").categories("cat_2").price(500));
    List<FacetName> names =
        List.of(FacetName.PRICE, FacetName.TAGS, FacetName.BRAND, FacetName.CATEGORIES);

    List<FacetCounts> all = search(new TestQuery().text("hat").facets(names)).facets();
    assertThat(all)
        .containsExactly(
            counts(FacetName.PRICE, "0-999", 1, "1000-2499", 1, "100000-", 1),
            counts(FacetName.TAGS, "new", 2, "red", 2),
            counts(FacetName.BRAND, "Acme", 2, "Best", 1),
            counts(FacetName.CATEGORIES, "cat_top", 2, "cat_1", 1, "cat_2", 1));

    List<FacetCounts> red =
        search(
                new TestQuery()
                    .text("hat")
                    .filters(new TestFilters().tags("red").price(0, 999).get())
                    .facets(names))
            .facets();
    assertThat(red)
        .containsExactly(
            counts(FacetName.PRICE, "0-999", 1, "1000-2499", 1),
            counts(FacetName.TAGS, "red", 1),
            counts(FacetName.BRAND, "Acme", 1),
            counts(FacetName.CATEGORIES, "cat_1", 1, "cat_top", 1));
    assertThat(search(new TestQuery().text("hat")).facets()).isEmpty();
  }

  private static FacetCounts counts(FacetName name, Object... valuesAndCounts) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < valuesAndCounts.length; i += 2) {
      buckets.add(new Bucket((String) valuesAndCounts[i], (int) valuesAndCounts[i + 1]));
    }
    return new FacetCounts(name, buckets);
  }

  @Test
  void a_facet_tells_of_the_fifty_most_frequent_values() {
    for (int i = 0; i < 60; i++) {
      index.index(product(i).tags("tag" + i, "all").document());
    }
    index.refresh();
    FacetCounts tags = search(new TestQuery().facets(List.of(FacetName.TAGS))).facets().getFirst();
    assertThat(tags.buckets()).hasSize(50).startsWith(new Bucket("all", 60), new Bucket("tag0", 1));
  }

  @Test
  void products_are_sorted_as_asked_and_equal_ones_by_id() {
    add(
        product(1).price(200).rating(4.5).created(3),
        product(2).price(100).rating(4.5).created(1),
        product(3).price(200).rating(3).created(2),
        product(4).price(300).rating(5).created(3));
    assertThat(found(new TestQuery().sort(SearchSort.PRICE_ASC))).containsExactly(2, 1, 3, 4);
    assertThat(found(new TestQuery().sort(SearchSort.PRICE_DESC))).containsExactly(4, 1, 3, 2);
    assertThat(found(new TestQuery().sort(SearchSort.NEWEST))).containsExactly(1, 4, 3, 2);
    assertThat(found(new TestQuery().sort(SearchSort.RATING))).containsExactly(4, 1, 2, 3);
    assertThat(found(new TestQuery().sort(SearchSort.RELEVANCE))).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource(SearchSort.class)
  void pages_hold_every_product_once_and_in_order(SearchSort sort) {
    for (int i = 0; i < 57; i++) {
      index.index(
          product(i).name("Hat " + "of wool ".repeat(i % 4)).price(i % 5).rating(i % 3).document());
    }
    index.refresh();
    List<Integer> whole = found(new TestQuery().text("hat").sort(sort).size(100));
    List<Integer> paged = new ArrayList<>();
    Optional<SearchPosition> next = Optional.empty();
    do {
      SearchPage page = search(new TestQuery().text("hat").sort(sort).size(10).after(next));
      paged.addAll(page.productIds().stream().map(TestDocument::numberOf).toList());
      next = page.next().map(position -> SearchPosition.parse(position.text(), sort));
    } while (next.isPresent());
    assertThat(whole).hasSize(57);
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void further_pages_of_a_query_with_typos_allow_the_same_typos() {
    for (int i = 0; i < 5; i++) {
      index.index(product(i).name("Television " + i).document());
    }
    index.refresh();
    SearchPage first = search(new TestQuery().text("televsion").size(3));
    index.index(product(9).name("Televsion").document());
    index.refresh();
    SearchPage second = search(new TestQuery().text("televsion").size(3).after(first.next()));
    assertThat(second.productIds()).isNotEmpty().doesNotContainAnyElementsOf(first.productIds());
  }

  @Test
  void what_is_older_than_what_is_known_is_dropped() {
    add(product(1).version(2).name("New"));
    add(product(1).version(1).name("Old"));
    assertThat(found("new")).containsExactly(1);
    assertThat(found("old")).isEmpty();

    index.delete(TestDocument.idOf(1), 3);
    index.index(product(1).version(2).name("New").document());
    index.refresh();
    assertThat(found(ALL)).isEmpty();
    index.delete(TestDocument.idOf(1), 2);
    add(product(1).version(4).name("Again"));
    assertThat(found(ALL)).containsExactly(1);
    add(product(1).version(4).name("Again").inStock());
    assertThat(found(new TestFilters().inStock().get())).containsExactly(1);
    index.delete(TestDocument.idOf(2), 1);
    index.refresh();
    assertThat(found(ALL)).containsExactly(1);
  }

  @Test
  void names_are_suggested_by_whole_words_and_the_beginning_of_the_last() {
    add(
        product(1).name("Woollen hat"),
        product(2).name("Hat of wool"),
        product(3).name("Hat of Wool"),
        product(4).name("Scarf").brand("Woolworth"),
        product(5).name("Woodpecker").version(1));
    assertThat(index.suggest("wool", 10))
        .extracting(Suggestion::text)
        .startsWith("Woollen hat")
        .containsExactlyInAnyOrder("Woollen hat", "Hat of wool", "Scarf");
    assertThat(index.suggest("Hat of W", 10))
        .containsExactly(new Suggestion("Hat of wool", TestDocument.idOf(2)));
    assertThat(index.suggest("woo", 2)).hasSize(2);
    assertThat(index.suggest("ool", 10)).isEmpty();
    assertThat(index.suggest("", 10)).isEmpty();
    index.delete(TestDocument.idOf(5), 2);
    index.refresh();
    assertThat(index.suggest("wood", 10)).isEmpty();
  }

  @Test
  void before_it_was_complete_it_cannot_be_read() {
    index.close();
    index = newIndex();
    index.index(product(1).document());
    index.refresh();
    assertThat(index.isOutdated()).isTrue();
    assertUnavailable(() -> index.search(new TestQuery().query()));
    assertUnavailable(() -> index.suggest("hat", 10));
    complete();
    assertThat(index.isOutdated()).isFalse();
  }

  private static void assertUnavailable(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal ->
                assertThat(refusal.reason()).isEqualTo(Reason.DEPENDENCY_UNAVAILABLE.name()));
  }

  @Test
  void while_it_is_rebuilt_the_old_one_serves_and_events_reach_both() {
    add(product(1).name("Old"), product(2).name("Stale"));
    try (ProductIndex.Rebuild rebuild = index.rebuild()) {
      rebuild.index(product(1).version(2).name("Rebuilt").document());
      add(product(3).version(5).name("Meanwhile"));
      rebuild.index(product(3).version(4).name("Before").document());
      assertThat(found(ALL)).containsExactlyInAnyOrder(1, 2, 3);
      assertThat(found("rebuilt")).isEmpty();
      rebuild.complete();
    }
    assertThat(found(ALL)).containsExactlyInAnyOrder(1, 3);
    assertThat(found("rebuilt")).containsExactly(1);
    assertThat(found("meanwhile")).containsExactly(3);
    add(product(4).name("After"));
    assertThat(found("after")).containsExactly(4);
  }

  @Test
  void a_rebuild_that_does_not_end_changes_nothing() {
    add(product(1).name("Old"));
    try (ProductIndex.Rebuild abandoned = index.rebuild()) {
      abandoned.index(product(2).name("New").document());
    }
    assertThat(found(ALL)).containsExactly(1);
    complete();
    assertThat(found(ALL)).isEmpty();
  }

  @Test
  void ranges_are_open_where_an_end_is_not_given() {
    add(product(1).price(0), product(2).price(1_000_000_000_000L));
    assertThat(found(new TestFilters().from(0).get())).containsExactlyInAnyOrder(1, 2);
    assertThat(found(new TestFilters().from(Long.MAX_VALUE).get())).isEmpty();
    assertThat(
            found(
                new Filters(
                    "",
                    OptionalLong.empty(),
                    OptionalLong.of(0),
                    "",
                    List.of(),
                    List.of(),
                    Map.of(),
                    false)))
        .containsExactly(1);
  }

  /** Keeps the set of facets in one place: a new one must be counted by every index. */
  @Test
  void every_facet_can_be_counted() {
    add(product(1).name("Hat").tags("t").brand("B").categories("c").price(5));
    assertThat(search(new TestQuery().facets(List.of(FacetName.values()))).facets())
        .allSatisfy(facet -> assertThat(facet.buckets()).hasSize(1))
        .extracting(FacetCounts::name)
        .containsExactlyInAnyOrderElementsOf(Set.of(FacetName.values()));
  }
}
