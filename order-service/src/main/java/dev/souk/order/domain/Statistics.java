package dev.souk.order.domain;

import java.time.LocalDate;

/** What was sold, added up by days in UTC. */
public interface Statistics {
  /**
   * What was sold in a range of days, as exact as the orders are.
   *
   * @param start the first day
   * @param end the last day
   * @param topProducts how many of the products that sold most
   */
  SalesReport report(LocalDate start, LocalDate end, int topProducts);

  /**
   * Adds up what has happened since it was last called, so that reports need to read less. Of
   * several at the same time one does it.
   */
  void addUp();
}
