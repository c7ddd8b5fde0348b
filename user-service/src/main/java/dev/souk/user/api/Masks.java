package dev.souk.user.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;
import dev.souk.kit.error.Errors;
import java.util.Set;

/** Update masks. */
final class Masks {
  private static final MergeOptions AS_SENT =
      new MergeOptions()
          .setReplaceMessageFields(true)
          .setReplacePrimitiveFields(true)
          .setReplaceRepeatedFields(true);

  private Masks() {}

  /**
   * The part of a mask that can be changed, without what a client merely sends back.
   *
   * @param changeable top-level fields
   * @param ignored top-level fields
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} for a mask without fields, and
   *     for a field that is neither or that the message does not have
   */
  static FieldMask changeable(
      FieldMask mask, Descriptor message, Set<String> changeable, Set<String> ignored) {
    if (mask.getPathsCount() == 0) {
      throw Errors.invalid("updateMask", "must name a field");
    }
    FieldMask.Builder kept = FieldMask.newBuilder();
    for (String path : mask.getPathsList()) {
      String field = path.split("\\.", 2)[0];
      if (!FieldMaskUtil.isValid(message, path)
          || !(changeable.contains(field) || ignored.contains(field))) {
        throw Errors.invalid("updateMask", "must name none but these fields: " + names(changeable));
      }
      if (changeable.contains(field)) {
        kept.addPaths(path);
      }
    }
    return kept.build();
  }

  private static String names(Set<String> fields) {
    return FieldMaskUtil.toJsonString(
        FieldMask.newBuilder().addAllPaths(fields.stream().sorted().toList()).build());
  }

  /** Writes what the mask names from one message over another; what is unset there is cleared. */
  static void merge(FieldMask mask, Message sent, Message.Builder target) {
    FieldMaskUtil.merge(mask, sent, target, AS_SENT);
  }
}
