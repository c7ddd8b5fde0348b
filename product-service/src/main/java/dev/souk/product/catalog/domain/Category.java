package dev.souk.product.catalog.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A shelf of the shop.
 *
 * @param categoryId its id
 * @param name unique, whatever its case, among those with the same parent
 * @param path the ids of the categories above it, from the top down, and its own
 * @param version counts its changes, from 1
 */
public record Category(String categoryId, String name, List<String> path, long version) {

  /** A new category under a parent; at the top where the parent's path is empty. */
  static Category created(String categoryId, String name, List<String> parentPath) {
    return new Category(categoryId, name, pathUnder(parentPath, categoryId), 1);
  }

  /** What is the same for names that are the same to people. */
  public static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** The id of the category that it is under; empty at the top. */
  public String parentId() {
    return path.size() < 2 ? "" : path.get(path.size() - 2);
  }

  /** The ids of the categories above it, from the top down. */
  public List<String> ancestors() {
    return path.subList(0, path.size() - 1);
  }

  /** How many levels there are from the top down to it. */
  int depth() {
    return path.size();
  }

  /** Changes when it is renamed or moved. */
  public String etag() {
    return Long.toString(version);
  }

  /** Whether the category is this one or above it. */
  boolean isWithin(String ancestorId) {
    return path.contains(ancestorId);
  }

  /** The category with another name and under other ones, as its next version. */
  Category changed(String newName, List<String> parentPath) {
    return new Category(categoryId, newName, pathUnder(parentPath, categoryId), version + 1);
  }

  /** The category where one above it has moved; no version of its own. */
  Category carried(Category movedBefore, Category movedAfter) {
    List<String> carried = new ArrayList<>(movedAfter.path());
    carried.addAll(path.subList(movedBefore.path().size(), path.size()));
    return new Category(categoryId, name, List.copyOf(carried), version);
  }

  private static List<String> pathUnder(List<String> parentPath, String categoryId) {
    List<String> path = new ArrayList<>(parentPath);
    path.add(categoryId);
    return List.copyOf(path);
  }
}
