package dev.souk.product.catalog.api;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.ChangeCategory;
import dev.souk.product.catalog.domain.DeleteCategory;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CategoryServiceGrpc;
import dev.souk.product.v1.DeleteCategoryRequest;
import dev.souk.product.v1.DeleteCategoryResponse;
import dev.souk.product.v1.GetCategoryRequest;
import dev.souk.product.v1.UpdateCategoryRequest;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Serves {@code souk.product.v1.CategoryService}. */
public final class CategoryRpcs {
  private static final Set<String> EDITABLE = Set.of("name", "parent_id");
  private static final Set<String> OUTPUT_ONLY =
      Set.of("category_id", "breadcrumb", "product_count", "subtree_product_count", "etag");

  private final Categories categories;
  private final ChangeCategory changeCategory;
  private final DeleteCategory deleteCategory;

  /** Serves the use cases. */
  public CategoryRpcs(
      Categories categories, ChangeCategory changeCategory, DeleteCategory deleteCategory) {
    this.categories = categories;
    this.changeCategory = changeCategory;
    this.deleteCategory = deleteCategory;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(CategoryServiceGrpc.getServiceDescriptor())
        .unary(CategoryServiceGrpc.getGetCategoryMethod(), this::get)
        .unary(CategoryServiceGrpc.getUpdateCategoryMethod(), this::update)
        .unary(CategoryServiceGrpc.getDeleteCategoryMethod(), this::delete)
        .build();
  }

  private Category get(GetCategoryRequest request) {
    return ProductMessages.category(categories.get(categoryId(request.getCategoryId())));
  }

  private Category update(UpdateCategoryRequest request) {
    Category sent = request.getCategory();
    Set<String> named = Set.copyOf(named(request.getUpdateMask()));
    return ProductMessages.category(
        changeCategory.change(
            categoryId(sent.getCategoryId()),
            Optional.of(Texts.normal(sent.getName())).filter(_ -> named.contains("name")),
            Optional.of(sent.getParentId()).filter(_ -> named.contains("parent_id")),
            sent.getEtag()));
  }

  private DeleteCategoryResponse delete(DeleteCategoryRequest request) {
    deleteCategory.delete(categoryId(request.getCategoryId()), request.getEtag());
    return DeleteCategoryResponse.getDefaultInstance();
  }

  private static List<String> named(FieldMask mask) {
    if (mask.getPathsList().isEmpty()) {
      throw Errors.invalid("updateMask", "must name a field");
    }
    for (String path : mask.getPathsList()) {
      if (!EDITABLE.contains(path) && !OUTPUT_ONLY.contains(path)) {
        throw Errors.invalid("updateMask", "must name name or parentId alone");
      }
    }
    return mask.getPathsList();
  }

  private static String categoryId(String id) {
    if (!Ids.isValid("cat", id)) {
      throw Errors.notFound("category", id);
    }
    return id;
  }
}
