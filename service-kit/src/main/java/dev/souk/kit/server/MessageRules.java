package dev.souk.kit.server;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import java.util.List;

/** The rules that messages have in their protos. */
public final class MessageRules {
  private final Validator validator = ValidatorFactory.newBuilder().build();

  /**
   * Checks a message.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  public void check(Message request) {
    try {
      ValidationResult result = validator.validate(request);
      if (!result.isSuccess()) {
        throw Errors.invalid(
            result.toProto().getViolationsList().stream()
                .map(MessageRules::fieldViolation)
                .toList());
      }
    } catch (ValidationException e) {
      throw new IllegalStateException("the proto's rules cannot be evaluated", e);
    }
  }

  private static FieldViolation fieldViolation(build.buf.validate.Violation violation) {
    return new FieldViolation(path(violation.getField().getElementsList()), violation.getMessage());
  }

  private static String path(List<FieldPathElement> elements) {
    StringBuilder path = new StringBuilder();
    for (FieldPathElement element : elements) {
      path.append(path.isEmpty() ? "" : ".").append(jsonName(element.getFieldName()));
      switch (element.getSubscriptCase()) {
        case INDEX -> path.append('[').append(element.getIndex()).append(']');
        case STRING_KEY -> path.append("[\"").append(element.getStringKey()).append("\"]");
        case BOOL_KEY -> path.append('[').append(element.getBoolKey()).append(']');
        case INT_KEY -> path.append('[').append(element.getIntKey()).append(']');
        case UINT_KEY -> path.append('[').append(element.getUintKey()).append(']');
        case SUBSCRIPT_NOT_SET -> {}
      }
    }
    return path.toString();
  }

  private static String jsonName(String fieldName) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < fieldName.length(); i++) {
      char c = fieldName.charAt(i);
      boolean startsWord = i > 0 && fieldName.charAt(i - 1) == '_';
      if (c != '_') {
        name.append(startsWord ? Character.toUpperCase(c) : c);
      }
    }
    return name.toString();
  }
}
