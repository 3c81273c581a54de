package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.ColumnDefinition;
import io.tracewright.clickhouse.block.DateTime64Column;
import io.tracewright.clickhouse.block.Float64Column;
import io.tracewright.clickhouse.block.Int32Column;
import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.JsonColumn;
import io.tracewright.clickhouse.block.LowCardinalityColumn;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.clickhouse.block.StringColumn;
import io.tracewright.clickhouse.block.UuidColumn;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The figures in the module's README; not a test. Run its {@code main} on the test class path with
 * {@code -Dtracewright.engine} set.
 */
final class Measurements {
  private static final int ROWS = 10_000;

  private Measurements() {}

  /** Prints values a second of the encoder and rows a second of the JSON variants. */
  public static void main(String[] args) throws Exception {
    for (int round = 0; round < 5; round++) {
      encodeSpeed();
    }
    try (TestServer server = TestServer.start()) {
      for (int round = 0; round < 2; round++) {
        json(server, "JSON sent as JSON", "JSON", "JSON");
        json(server, "JSON sent as String, cast by the server", "JSON", "String");
        json(server, "String column", "String", "String");
      }
    }
  }

  private static void encodeSpeed() throws Exception {
    NativeBlock block =
        new NativeBlock(
            List.of(
                new ColumnDefinition("id", "UUID"),
                new ColumnDefinition("at", "DateTime64(3)"),
                new ColumnDefinition("tokens", "UInt32"),
                new ColumnDefinition("bytes", "UInt64"),
                new ColumnDefinition("latency", "Float64"),
                new ColumnDefinition("service", "LowCardinality(String)"),
                new ColumnDefinition("model", "LowCardinality(String)"),
                new ColumnDefinition("text", "String")));
    String[] services = new String[20];
    for (int i = 0; i < services.length; i++) {
      services[i] = "service-number-" + i;
    }
    String text = "a text of forty characters, more or less";
    int blocks = 500;
    long start = System.nanoTime();
    for (int b = 0; b < blocks; b++) {
      block.reset();
      UuidColumn ids = block.column(0, UuidColumn.class);
      DateTime64Column times = block.column(1, DateTime64Column.class);
      Int32Column tokens = block.column(2, Int32Column.class);
      Int64Column bytes = block.column(3, Int64Column.class);
      Float64Column latencies = block.column(4, Float64Column.class);
      LowCardinalityColumn service = block.column(5, LowCardinalityColumn.class);
      LowCardinalityColumn model = block.column(6, LowCardinalityColumn.class);
      StringColumn texts = block.column(7, StringColumn.class);
      for (int i = 0; i < ROWS; i++) {
        ids.append(i, b);
        times.appendEpochMilli(1_700_000_000_000L + i);
        tokens.append(i);
        bytes.append(i);
        latencies.append(i * 0.5);
        service.append(services[i % services.length]);
        model.append("a-model-name");
        texts.append(text);
      }
      block.writeTo(OutputStream.nullOutputStream());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "encode: %.1f M values/s (8 columns, 2 of them LowCardinality, 1 String of 40 chars)%n",
        8.0 * ROWS * blocks / seconds / 1e6);
  }

  private static void json(TestServer server, String name, String tableType, String sentType)
      throws Exception {
    server.execute(
        "DROP TABLE IF EXISTS docs",
        "CREATE TABLE docs (id UInt64, doc " + tableType + ") ENGINE = MergeTree ORDER BY id");
    TableSchema schema =
        TableSchema.builder().column("id", "UInt64").column("doc", sentType).build();
    SinkSpec<Long> spec =
        new SinkSpec<>(
            server.options(),
            "docs",
            new JsonEncoder(schema),
            1,
            RetryPolicy.DEFAULT,
            false,
            false,
            Map.of());
    int blocks = 30;
    BlockBuffer buffer = new BlockBuffer();
    NativeBlock block = new NativeBlock(schema.columns());
    double bestRowsPerSecond = 0;
    try (InsertTransport transport = new ClientTransport(spec)) {
      for (int b = 0; b < blocks; b++) {
        block.reset();
        spec.encoder().encode((long) b, block);
        buffer.clear();
        block.writeTo(buffer);
        long start = System.nanoTime();
        transport.insert(new InsertRequest("t" + b, "", ROWS, buffer));
        double seconds = (System.nanoTime() - start) / 1e9;
        bestRowsPerSecond = Math.max(bestRowsPerSecond, ROWS / seconds);
      }
    }
    System.out.printf(
        "%s: %,.0f rows/s at best, %d bytes a block%n", name, bestRowsPerSecond, buffer.size());
  }

  /** Documents of six keys, one nested, about 150 bytes. */
  private record JsonEncoder(TableSchema schema) implements BatchEncoder<Long> {
    @Override
    public String deduplicationToken(Long batch) {
      return "json/" + batch;
    }

    @Override
    public String label(Long batch) {
      return "";
    }

    @Override
    public void encode(Long batch, NativeBlock block) {
      Random random = new Random(batch);
      boolean json = schema.columns().get(1).type().equals("JSON");
      for (int i = 0; i < ROWS; i++) {
        block.column(0, Int64Column.class).append(batch * ROWS + i);
        String doc =
            "{\"temperature\":0.%d,\"max_tokens\":%d,\"stream\":%s,\"client\":\"sdk-%d\",\"http\":{\"method\":\"POST\",\"path\":\"/v1/chat\"},\"region\":\"eu-%d\"}"
                .formatted(
                    random.nextInt(10),
                    random.nextInt(4096),
                    random.nextBoolean(),
                    random.nextInt(5),
                    random.nextInt(3));
        if (json) {
          block.column(1, JsonColumn.class).append(doc);
        } else {
          block.column(1, StringColumn.class).append(doc);
        }
      }
    }
  }
}
