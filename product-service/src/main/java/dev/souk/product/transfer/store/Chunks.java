package dev.souk.product.transfer.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OperationsTable;
import dev.souk.product.dynamo.Write;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Texts of any length, compressed, in as many items as they need: one holds 400 KB. */
final class Chunks {
  private static final int CHUNK_BYTES = 300_000;

  private final Dynamo dynamo;

  Chunks(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  /** Writes a text into a partition, the first chunk last: until then there is no text. */
  void write(String partition, String text, Instant expireTime) {
    byte[] bytes = compressed(text);
    int chunks = Math.max(1, Math.ceilDiv(bytes.length, CHUNK_BYTES));
    for (int i = chunks - 1; i >= 0; i--) {
      Key key = OperationsTable.chunk(partition, i);
      int from = i * CHUNK_BYTES;
      byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(from + CHUNK_BYTES, bytes.length));
      ItemBuilder item =
          ItemBuilder.at(key)
              .bytes("bytes", chunk)
              .number("chunks", chunks)
              .number(OperationsTable.EXPIRE_AT, OperationsTable.expireAt(expireTime));
      var _ = dynamo.transact(List.of(Write.put(key, item)));
    }
  }

  /** The text of a partition. */
  Optional<String> read(String partition) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(OperationsTable.NAME)
            .keyConditionExpression("pk = :partition")
            .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
            .consistentRead(true)
            .build();
    List<Item> items = dynamo.queryAll(query);
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(text(items.subList(0, items.getFirst().integer("chunks"))));
  }

  /** Removes a text. */
  void delete(String partition, int chunks) {
    dynamo.deleteAll(
        IntStream.range(0, chunks).mapToObj(i -> OperationsTable.chunk(partition, i)).toList());
  }

  /** In how many chunks a text is kept. */
  static int count(String text) {
    return Math.max(1, Math.ceilDiv(compressed(text).length, CHUNK_BYTES));
  }

  private static byte[] compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static String text(List<Item> chunks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    chunks.forEach(chunk -> bytes.writeBytes(chunk.bytes("bytes")));
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a chunk is lost", e);
    }
  }
}
