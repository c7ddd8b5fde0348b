/** Transactions on PostgreSQL by plain JDBC. */
@NullMarked
package dev.souk.kit.sql;

import org.jspecify.annotations.NullMarked;
