package dev.souk.system.retail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The invoices in the retail sample: of each, the quantities by SKU. Cancellations and lines with a
 * quantity below one are left out; they are not orders.
 */
public final class Invoices {
  private static final String FILE = "/demo/online-retail-sample.csv";

  private Invoices() {}

  /** Every invoice by number, in the order of the file. */
  public static Map<String, Map<String, Integer>> read() {
    Map<String, Map<String, Integer>> invoices = new LinkedHashMap<>();
    try (BufferedReader lines = open()) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> fields = fields(line);
        String invoice = fields.get(0);
        int quantity = Integer.parseInt(fields.get(3));
        if (!invoice.startsWith("C") && quantity > 0) {
          invoices
              .computeIfAbsent(invoice, number -> new TreeMap<>())
              .merge(fields.get(1), quantity, Math::addExact);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return invoices;
  }

  private static BufferedReader open() {
    InputStream file = Invoices.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IllegalStateException(FILE + " is not on the class path");
    }
    return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
  }

  /** The fields of a line by RFC 4180; the sample has no line breaks within quotes. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
