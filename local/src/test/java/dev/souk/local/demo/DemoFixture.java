package dev.souk.local.demo;

import dev.souk.local.Progress;
import dev.souk.local.StackConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.InstantSource;

/** Demo accounts and a catalog of one product. */
public final class DemoFixture {
  /** What there is to buy. */
  public static final String SKU = "10001";

  private DemoFixture() {}

  /** Loads them into the services of a stack. */
  public static void load(StackConfig config, Progress progress) throws IOException {
    String csv =
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,10001,RED RETROSPOT MUG,6,2010-12-01 08:34:00,1.95,13047.0,United Kingdom
        """;
    new DemoData(config, progress, InstantSource.system())
        .load(DemoCatalog.of(new BufferedReader(new StringReader(csv))));
  }
}
