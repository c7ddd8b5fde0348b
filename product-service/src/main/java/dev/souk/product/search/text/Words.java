package dev.souk.product.search.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Takes texts apart into words, lower case and without accents. English alone is known: words that
 * mean nothing by themselves are left out, and endings are cut.
 */
public final class Words {
  /** Words of a query that are looked at. */
  private static final int MOST = 16;

  private static final String ANY_FIELD = "";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Analyzer STEMS = new Stems();
  private static final Analyzer SPELLED = new Spelled();
  private static final Analyzer WHOLE = new Whole();
  private static final int START_LENGTH = 100;

  private Words() {}

  /** Words without endings, by which products are found. */
  public static Analyzer stems() {
    return STEMS;
  }

  /**
   * The same words with their endings, by which typos are told: an ending that is cut hides some.
   */
  public static Analyzer spelled() {
    return SPELLED;
  }

  /** All words, whole, by which names are suggested. */
  public static Analyzer whole() {
    return WHOLE;
  }

  /** The first words of a query by an analyzer. */
  public static List<String> of(Analyzer analyzer, String text) {
    List<String> words = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream(ANY_FIELD, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (words.size() < MOST && tokens.incrementToken()) {
        words.add(word.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  /** Typos that a word may have. */
  public static int typos(String word) {
    int length = word.codePointCount(0, word.length());
    if (length < 4) {
      return 0;
    }
    return length < 8 ? 1 : 2;
  }

  /** A value as filters compare it. */
  public static String folded(String value) {
    return value.toLowerCase(Locale.ROOT);
  }

  /** A name and a value as one value that filters compare. */
  public static String pair(String name, String value) {
    return folded(name + ':' + value);
  }

  /** A text as names begin with it. */
  public static String start(String text) {
    String start = folded(BLANKS.matcher(text.strip()).replaceAll(" "));
    return start.substring(0, Math.min(start.length(), START_LENGTH));
  }

  private static final class Stems extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, new PorterStemFilter(spelled(words)));
    }
  }

  private static final class Spelled extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, spelled(words));
    }
  }

  private static TokenStream spelled(TokenStream words) {
    return new StopFilter(
        new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(words))),
        EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
  }

  private static final class Whole extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
    }
  }
}
