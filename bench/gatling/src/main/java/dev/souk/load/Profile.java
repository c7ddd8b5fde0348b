package dev.souk.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Visitors who arrive at a rate, whatever becomes of those before them, and what the shop must
 * answer them with. Every kind of request has to keep to its threshold by itself.
 */
abstract class Profile extends Simulation {
  private static final String WARM_UP = "warm-up: ";
  private static final int ADDRESSES = 32;
  private static final int SKUS = 200;

  /** The largest share of failed requests, in percent. */
  private static final double MAX_FAILED = 0.1;

  /**
   * A kind of visit.
   *
   * @param share of all visitors
   * @param requests the names of its requests
   * @param steps its requests, with a prefix to their names
   * @param p95 threshold of each request, in ms
   * @param p99 threshold of each request, in ms
   */
  record Visit(
      String name,
      double share,
      List<String> requests,
      Function<String, ChainBuilder> steps,
      int p95,
      int p99) {}

  /** The visits of a plan. */
  final void follow(Plan plan, List<Visit> visits) {
    setUp(
            visits.stream()
                .flatMap(visit -> Stream.of(warmUp(plan, visit), measured(plan, visit)))
                .toList())
        .protocols(protocol(plan))
        .maxDuration(Plan.WARM_UP.plus(plan.time()).plusSeconds(30))
        .assertions(visits.stream().flatMap(visit -> thresholds(visit).stream()).toList());
  }

  private static PopulationBuilder warmUp(Plan plan, Visit visit) {
    double rate = plan.rate() * visit.share();
    return scenario(WARM_UP + visit.name())
        .exec(visit.steps().apply(WARM_UP))
        .injectOpen(rampUsersPerSec(rate / 10).to(rate).during(Plan.WARM_UP));
  }

  private static PopulationBuilder measured(Plan plan, Visit visit) {
    return scenario(visit.name())
        .exec(visit.steps().apply(""))
        .injectOpen(
            nothingFor(Plan.WARM_UP),
            constantUsersPerSec(plan.rate() * visit.share()).during(plan.time()));
  }

  private static List<Assertion> thresholds(Visit visit) {
    List<Assertion> thresholds = new ArrayList<>();
    for (String request : visit.requests()) {
      thresholds.add(details(request).failedRequests().percent().lte(MAX_FAILED));
      thresholds.add(details(request).responseTime().percentile(95).lte(visit.p95()));
      thresholds.add(details(request).responseTime().percentile(99).lte(visit.p99()));
    }
    return thresholds;
  }

  /** Visitors come from many addresses, as the gateway counts requests by address. */
  private static HttpProtocolBuilder protocol(Plan plan) {
    return http.baseUrl(plan.shop().toString())
        .contentTypeHeader("application/json")
        .acceptHeader("application/json")
        .acceptEncodingHeader("gzip")
        .localAddresses(IntStream.rangeClosed(1, ADDRESSES).mapToObj(i -> "127.0.4." + i).toList());
  }

  /** Visits to the plan's shop, where there are enough accounts for so many visitors a second. */
  static Visits visits(Plan plan, double visitorsWithAccount) {
    ShopFront shop = new ShopFront(plan.shop());
    try {
      List<ShopFront.Product> products = shop.products();
      List<String> customers = List.of();
      if (visitorsWithAccount > 0) {
        products = products.subList(0, Math.min(SKUS, products.size()));
        shop.restock(products.stream().map(ShopFront.Product::sku).toList());
        customers = shop.customers(plan.accounts(visitorsWithAccount));
      }
      return new Visits(products, shop.categories(), customers);
    } catch (IOException e) {
      throw new IllegalStateException("the shop cannot be prepared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
