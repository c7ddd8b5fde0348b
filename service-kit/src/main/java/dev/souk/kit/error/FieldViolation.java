package dev.souk.kit.error;

/**
 * What is wrong with a field of a request.
 *
 * @param field path with JSON names, such as {@code items[2].quantity}
 * @param description what it must be, as the end of a sentence that begins with the field
 */
public record FieldViolation(String field, String description) {}
