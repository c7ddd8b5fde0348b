/** Transactions on PostgreSQL by plain JDBC. */
@NullMarked
package dev.souk.payment.sql;

import org.jspecify.annotations.NullMarked;
