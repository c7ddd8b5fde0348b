package dev.souk.product.dynamo;

/**
 * The keys of the products table: products, and beside them the items that make SKUs, slugs and
 * category names unique and that say which lists a product stands in. The README of the module
 * draws the whole.
 */
public final class ProductsTable {
  /** The table's name after the prefix. */
  public static final String NAME = "products";

  /** The index of all lists that need no items of their own. */
  public static final String LIST_INDEX = "lists";

  /** Partition key of {@link #LIST_INDEX}; its sort key is {@link #PRODUCT_ID}. */
  public static final String LIST = "list";

  /** Partition key. */
  public static final String PK = "pk";

  /** Sort key. */
  public static final String SK = "sk";

  /** A product's id. Ids begin with their creation time, so that they sort by age. */
  public static final String PRODUCT_ID = "productId";

  /** A review's id, with a time as that of a product. */
  public static final String REVIEW_ID = "reviewId";

  /** The sort key of a product's rating. */
  public static final String RATING = "RATING";

  /** Partitions that the products of one status are spread over, so that none runs hot. */
  public static final int SHARDS = 8;

  /** What stands in place of the status of what is deleted. */
  public static final String DELETED = "DELETED";

  private static final String ONLY = "-";

  private ProductsTable() {}

  /** The product itself. */
  public static Key product(String productId) {
    return new Key(NAME, "P#" + productId, ONLY);
  }

  /** What is offered under a SKU; that there is one item makes the SKU unique. */
  public static Key sku(String sku) {
    return new Key(NAME, "SKU#" + sku, ONLY);
  }

  /** Makes a slug unique. */
  public static Key slug(String slug) {
    return new Key(NAME, "SLUG#" + slug, ONLY);
  }

  /** A category; all stand in one partition, for they are few and read together. */
  public static Key category(String categoryId) {
    return new Key(NAME, categories(), categoryId);
  }

  /** The partition of all categories. */
  public static String categories() {
    return "CATEGORIES";
  }

  /** Makes a category's name unique. */
  public static Key categoryName(String foldedName) {
    return new Key(NAME, "CATEGORY_NAME#" + foldedName, ONLY);
  }

  /** Makes the name of a category that is under another one unique there. */
  public static Key categoryName(String parentId, String foldedName) {
    return new Key(NAME, "CATEGORY_CHILD#" + parentId + '#' + foldedName, ONLY);
  }

  /** The tree of categories: its version. */
  public static Key categoryTree() {
    return new Key(NAME, "CATEGORY_TREE", ONLY);
  }

  /** How many products a category has. */
  public static Key categoryCount(String categoryId) {
    return new Key(NAME, "CATEGORY_COUNT#" + categoryId, categoryId);
  }

  /** Where a product is counted. */
  public static Key counted(String productId) {
    return new Key(NAME, "COUNTED#" + productId, ONLY);
  }

  /** That the products of a category are to be filed anew; of all where the id is empty. */
  public static Key filing(String categoryId) {
    return new Key(NAME, filings(), categoryId.isEmpty() ? "ALL" : categoryId);
  }

  /** The partition of all filings. */
  public static String filings() {
    return "FILINGS";
  }

  /** A product's membership in a list. */
  public static Key member(String list, String productId) {
    return new Key(NAME, list, productId);
  }

  /** All products of a status that fall into one shard; a partition of {@link #LIST_INDEX}. */
  public static String statusList(String status, int shard) {
    return "STATUS#" + status + '#' + shard;
  }

  /** The sum and the number of a product's published ratings; absent as long as none ever was. */
  public static Key rating(String productId) {
    return new Key(NAME, "P#" + productId, RATING);
  }

  /** A review. */
  public static Key review(String reviewId) {
    return new Key(NAME, "REVIEW#" + reviewId, ONLY);
  }

  /** Keeps a customer to one review of a product. */
  public static Key reviewer(String productId, String userId) {
    return new Key(NAME, "P#" + productId, "REVIEWER#" + userId);
  }

  /** The reviews of a product that have a state, by time; a partition of membership items. */
  public static String reviewList(String productId, String state) {
    return "REVIEWS#" + productId + '#' + state;
  }

  /** The reviews of a product that have a state, by rating and then by time; likewise. */
  public static String ratedReviewList(String productId, String state) {
    return reviewList(productId, state) + "#RATED";
  }

  /** The reviews that a user wrote, by time; likewise. */
  public static String reviewsOf(String userId) {
    return "REVIEWS_OF#" + userId;
  }

  /** The shard that a product's id falls into. */
  public static int shard(String productId) {
    return Math.floorMod(productId.hashCode(), SHARDS);
  }

  /**
   * The products of a category, and of those under it, that have a status; a partition of
   * membership items. Of what is deleted, the category's own.
   */
  public static String categoryList(String categoryId, String status) {
    return "CATEGORY#" + categoryId + '#' + status;
  }

  /** The products of a seller that have a status; a partition of membership items. */
  public static String sellerList(String sellerId, String status) {
    return "SELLER#" + sellerId + '#' + status;
  }

  /** The products of a status that the shop shows off; a partition of membership items. */
  public static String featuredList(String status) {
    return "FEATURED#" + status;
  }

  /** A seller's products within a category; a partition of {@link #LIST_INDEX}. */
  public static String sellerCategoryList(String sellerId, String categoryId, String status) {
    return "SELLER#" + sellerId + "#CATEGORY#" + categoryId + '#' + status;
  }
}
