/**
 * Work on everything that the shop knows of a user, in several services: deleting an account and
 * exporting its data. {@code docs/decisions/0023-account-operations.md} says how it survives
 * failures.
 */
@NullMarked
package dev.souk.user.domain.operation;

import org.jspecify.annotations.NullMarked;
