package dev.souk.product.search.lucene;

import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.text.Boosts;
import dev.souk.product.search.text.Words;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MultiTermQuery.RewriteMethod;
import org.apache.lucene.search.MultiTermQuery.TopTermsBoostOnlyBooleanQueryRewrite;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Searches as Lucene's queries. Texts are taken apart here: nothing in them is an operator. */
final class Queries {
  /** A typo in the first letter is none that is looked for: it would mean to compare all words. */
  private static final int RIGHT_LETTERS = 1;

  private static final int SPELLINGS = 50;

  /** Of words that may be meant those with fewer typos count more, however rare they are. */
  private static final RewriteMethod NEARNESS = new TopTermsBoostOnlyBooleanQueryRewrite(SPELLINGS);

  private static final float NAME_STARTS = 10f;

  private Queries() {}

  /**
   * What a text and filters find; the text counts, the filters do not. What cannot be found has
   * none of the fields, so that only a search for everything has to say that it must be found.
   */
  static Query of(Optional<Query> text, Filters filters) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    text.ifPresent(words -> query.add(words, Occur.MUST));
    if (text.isEmpty() && filters.equals(Filters.NONE)) {
      filter(query, Fields.FOUND, Fields.YES);
    }
    if (!filters.categoryId().isEmpty()) {
      filter(query, Fields.CATEGORY, filters.categoryId());
    }
    if (filters.minPrice().isPresent() || filters.maxPrice().isPresent()) {
      query.add(
          LongField.newRangeQuery(
              Fields.PRICE,
              filters.minPrice().orElse(0),
              filters.maxPrice().orElse(Long.MAX_VALUE)),
          Occur.FILTER);
    }
    if (!filters.currency().isEmpty()) {
      filter(query, Fields.CURRENCY, filters.currency());
    }
    anyOf(query, Fields.TAG, filters.tags());
    anyOf(query, Fields.BRAND, filters.brands());
    filters
        .attributes()
        .forEach((name, values) ->
            anyOf(
                query,
                Fields.ATTRIBUTE,
                values.stream().map(value -> Words.pair(name, value)).toList()));
    if (filters.inStock()) {
      filter(query, Fields.IN_STOCK, Fields.YES);
    }
    return query.build();
  }

  /** Products that have every word, or the SKU that the text is. */
  static Query text(String text, boolean typos) {
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    List<String> stems = Words.of(Words.stems(), text);
    if (!stems.isEmpty()) {
      List<String> spelled = Words.of(Words.spelled(), text);
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      for (int i = 0; i < stems.size(); i++) {
        all.add(typos ? word(stems.get(i), spelled.get(i)) : word(stems.get(i)), Occur.MUST);
      }
      either.add(all.build(), Occur.SHOULD);
    }
    either.add(
        new BoostQuery(new TermQuery(new Term(Fields.SKU, Words.folded(text.strip()))), Boosts.SKU),
        Occur.SHOULD);
    return either.build();
  }

  private static Query word(String stem) {
    return new DisjunctionMaxQuery(
        Boosts.BY_FIELD.entrySet().stream()
            .map(field ->
                (Query)
                    new BoostQuery(new TermQuery(new Term(field.getKey(), stem)), field.getValue()))
            .toList(),
        Boosts.OTHERS);
  }

  /** A word as it is meant, or as it may be meant. */
  private static Query word(String stem, String spelled) {
    int typos = Words.typos(spelled);
    return typos == 0
        ? word(stem)
        : new DisjunctionMaxQuery(
            List.of(
                word(stem),
                new FuzzyQuery(
                    new Term(Fields.SPELLED, spelled),
                    typos,
                    RIGHT_LETTERS,
                    SPELLINGS,
                    true,
                    NEARNESS)),
            Boosts.OTHERS);
  }

  /** Names with all words of what was typed, the last of which goes on; nothing without words. */
  static Optional<Query> suggest(String typed) {
    List<String> words = Words.of(Words.whole(), typed);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    words.subList(0, words.size() - 1).forEach(word -> filter(query, Fields.WORDS, word));
    query.add(new PrefixQuery(new Term(Fields.WORDS, words.getLast())), Occur.FILTER);
    query.add(
        new BoostQuery(new PrefixQuery(new Term(Fields.START, Words.start(typed))), NAME_STARTS),
        Occur.SHOULD);
    return Optional.of(query.build());
  }

  private static void filter(BooleanQuery.Builder query, String field, String value) {
    query.add(new TermQuery(new Term(field, value)), Occur.FILTER);
  }

  private static void anyOf(BooleanQuery.Builder query, String field, List<String> values) {
    if (!values.isEmpty()) {
      query.add(
          new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()), Occur.FILTER);
    }
  }
}
