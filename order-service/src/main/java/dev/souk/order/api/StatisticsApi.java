package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.Sales;
import dev.souk.order.domain.SalesReport;
import dev.souk.order.domain.SalesReport.ProductSales;
import dev.souk.order.domain.Statistics;
import dev.souk.order.v1.DayStatistics;
import dev.souk.order.v1.GetStatisticsRequest;
import dev.souk.order.v1.StatisticsServiceGrpc;
import dev.souk.type.v1.Money;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The RPC of {@code souk.order.v1.StatisticsService}; the proto says what it answers. */
public final class StatisticsApi {
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int USUAL_PRODUCTS = 10;
  private static final int MOST_PRODUCTS = 100;

  private final Statistics statistics;
  private final Clock clock;

  /** Answers with the statistics. */
  public StatisticsApi(Statistics statistics, Clock clock) {
    this.statistics = statistics;
    this.clock = clock;
  }

  /** The RPC, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(StatisticsServiceGrpc.getServiceDescriptor())
        .unary(StatisticsServiceGrpc.getGetStatisticsMethod(), this::get)
        .build();
  }

  private dev.souk.order.v1.Statistics get(GetStatisticsRequest request) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate end = day("endDate", request.getEndDate(), today);
    LocalDate start = day("startDate", request.getStartDate(), end.minusDays(USUAL_DAYS - 1));
    if (start.isAfter(end)) {
      throw Errors.invalid("endDate", "must not be before startDate");
    }
    if (ChronoUnit.DAYS.between(start, end) >= MOST_DAYS) {
      throw Errors.invalid("startDate", "must be at most 365 days before endDate");
    }
    int products = request.getTopProducts() == 0 ? USUAL_PRODUCTS : request.getTopProducts();
    SalesReport report = statistics.report(start, end, Math.min(products, MOST_PRODUCTS));
    return message(start, end, report);
  }

  private static LocalDate day(String field, String sent, LocalDate usual) {
    try {
      return sent.isEmpty() ? usual : LocalDate.parse(sent);
    } catch (DateTimeException e) {
      throw Errors.invalid(field, "must be a day such as 2026-11-22");
    }
  }

  private static dev.souk.order.v1.Statistics message(
      LocalDate start, LocalDate end, SalesReport report) {
    dev.souk.order.v1.Statistics.Builder message =
        dev.souk.order.v1.Statistics.newBuilder()
            .setStartDate(start.toString())
            .setEndDate(end.toString());
    report.totals().forEach(sales -> message.addTotals(of(sales)));
    report.days().forEach(day -> dayIn(message, day.day().toString()).addSales(of(day.sales())));
    report.topProducts().forEach(product -> message.addTopProducts(of(product)));
    return message.build();
  }

  /** The message's last day, or a new one; days come in their order. */
  private static DayStatistics.Builder dayIn(
      dev.souk.order.v1.Statistics.Builder message, String date) {
    int last = message.getDaysCount() - 1;
    return last >= 0 && message.getDays(last).getDate().equals(date)
        ? message.getDaysBuilder(last)
        : message.addDaysBuilder().setDate(date);
  }

  private static dev.souk.order.v1.Sales of(Sales sales) {
    dev.souk.order.v1.Sales.Builder message =
        dev.souk.order.v1.Sales.newBuilder()
            .setOrders(sales.orders())
            .setCancelledOrders(sales.cancelledOrders())
            .setUnits(sales.units())
            .setCancelledUnits(sales.cancelledUnits())
            .setGross(money(sales, sales.gross()))
            .setRefunded(money(sales, sales.refunded()))
            .setNet(money(sales, sales.net()));
    sales
        .averageOrderValue()
        .ifPresent(average -> message.setAverageOrderValue(money(sales, average)));
    return message.build();
  }

  private static Money money(Sales sales, long minorUnits) {
    return Money.newBuilder().setCurrencyCode(sales.currency()).setMinorUnits(minorUnits).build();
  }

  private static dev.souk.order.v1.ProductSales of(ProductSales product) {
    dev.souk.order.v1.ProductSales.Builder message =
        dev.souk.order.v1.ProductSales.newBuilder()
            .setProductId(product.productId())
            .setName(product.name())
            .setUnits(product.units())
            .setCancelledUnits(product.cancelledUnits());
    product.revenue().forEach(amount -> message.addRevenue(amount.toProto()));
    return message.build();
  }
}
