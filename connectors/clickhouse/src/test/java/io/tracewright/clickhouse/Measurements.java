package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.BoolColumn;
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
import java.util.ArrayList;
import java.util.Collections;
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
      for (int round = 0; round < 3; round++) {
        sinkSpeed(server);
        json(server, "JSON in paths", "JSON", "JSON", true);
        json(server, "JSON in text", "JSON", "JSON", false);
        json(server, "String cast to JSON by the server", "JSON", "String", false);
        json(server, "String column", "String", "String", false);
      }
    }
  }

  private static void encodeSpeed() throws Exception {
    EventEncoder encoder = new EventEncoder();
    NativeBlock block = new NativeBlock(encoder.schema().columns());
    long blocks = 500;
    long start = System.nanoTime();
    for (long batch = 0; batch < blocks; batch++) {
      block.reset();
      encoder.encode(batch, block);
      block.writeTo(OutputStream.nullOutputStream());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("encode: %.1f M values/s%n", 8.0 * ROWS * blocks / seconds / 1e6);
  }

  private static void sinkSpeed(TestServer server) throws Exception {
    EventEncoder encoder = new EventEncoder();
    server.execute("DROP TABLE IF EXISTS measured");
    new TableInspector(server.options()).check("measured", encoder.schema(), true);
    SinkSpec<Long> spec =
        new SinkSpec<>(
            server.options(), "measured", encoder, 2, RetryPolicy.DEFAULT, false, 1, Map.of());
    try (BatchWriter<Long> writer = Writers.open(spec)) {
      long batches = 200;
      long start = System.nanoTime();
      for (long batch = 0; batch < batches; batch++) {
        writer.write(batch, null);
      }
      writer.flush(true);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("sink, 8 columns: %,.0f rows/s%n", ROWS * batches / seconds);
    }
  }

  /** Eight columns: UUID, DateTime64, three numbers, two LowCardinality, a String of 40 chars. */
  private static final class EventEncoder implements BatchEncoder<Long> {
    private static final String TEXT = "a text of forty characters, more or less";
    private final String[] services = new String[20];

    EventEncoder() {
      for (int i = 0; i < services.length; i++) {
        services[i] = "service-number-" + i;
      }
    }

    @Override
    public TableSchema schema() {
      return TableSchema.builder()
          .column("id", "UUID")
          .column("at", "DateTime64(3)")
          .column("tokens", "UInt32")
          .column("bytes", "UInt64")
          .column("latency", "Float64")
          .column("service", "LowCardinality(String)")
          .column("model", "LowCardinality(String)")
          .column("text", "String")
          .createMergeTree("ORDER BY at", 10_000)
          .build();
    }

    @Override
    public String deduplicationToken(Long batch) {
      return "event/" + batch;
    }

    @Override
    public String label(Long batch) {
      return "";
    }

    @Override
    public void encode(Long batch, NativeBlock block) {
      UuidColumn ids = block.column(0, UuidColumn.class);
      DateTime64Column times = block.column(1, DateTime64Column.class);
      Int32Column tokens = block.column(2, Int32Column.class);
      Int64Column bytes = block.column(3, Int64Column.class);
      Float64Column latencies = block.column(4, Float64Column.class);
      LowCardinalityColumn service = block.column(5, LowCardinalityColumn.class);
      LowCardinalityColumn model = block.column(6, LowCardinalityColumn.class);
      StringColumn texts = block.column(7, StringColumn.class);
      for (int i = 0; i < ROWS; i++) {
        ids.append(i, batch);
        times.appendEpochMilli(1_700_000_000_000L + batch * ROWS + i);
        tokens.append(i);
        bytes.append(i);
        latencies.append(i * 0.5);
        service.append(services[i % services.length]);
        model.append("a-model-name");
        texts.append(TEXT);
      }
    }
  }

  private static void json(
      TestServer server, String name, String tableType, String sentType, boolean paths)
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
            new DocumentEncoder(schema, paths),
            1,
            RetryPolicy.DEFAULT,
            false,
            0,
            Map.of());
    BlockBuffer buffer = new BlockBuffer();
    NativeBlock block = new NativeBlock(schema.columns());
    List<Long> nanos = new ArrayList<>();
    try (InsertTransport transport = new ClientTransport(spec)) {
      for (long batch = 0; batch < 30; batch++) {
        block.reset();
        spec.encoder().encode(batch, block);
        buffer.clear();
        block.writeTo(buffer);
        long start = System.nanoTime();
        transport.insert(new InsertRequest("t" + batch, "", ROWS, buffer));
        nanos.add(System.nanoTime() - start);
      }
    }
    Collections.sort(nanos);
    System.out.printf(
        "%s: %,.0f rows/s (median of 30 blocks of 10,000), %,d bytes a block%n",
        name, ROWS / (nanos.get(nanos.size() / 2) / 1e9), buffer.size());
  }

  /** Documents of seven values, two of them nested, about 130 bytes as text. */
  private record DocumentEncoder(TableSchema schema, boolean paths) implements BatchEncoder<Long> {
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
      for (int i = 0; i < ROWS; i++) {
        block.column(0, Int64Column.class).append(batch * ROWS + i);
        double temperature = random.nextInt(10) / 10.0;
        int maxTokens = random.nextInt(4096);
        boolean stream = random.nextBoolean();
        String client = "sdk-" + random.nextInt(5);
        String region = "eu-" + random.nextInt(3);
        if (paths) {
          JsonColumn json = block.column(1, JsonColumn.class);
          json.path("temperature", "Float64", Float64Column.class).append(temperature);
          json.path("max_tokens", "Int64", Int64Column.class).append(maxTokens);
          json.path("stream", "Bool", BoolColumn.class).append(stream);
          json.path("client", "String", StringColumn.class).append(client);
          json.path("http.method", "String", StringColumn.class).append("POST");
          json.path("http.path", "String", StringColumn.class).append("/v1/chat");
          json.path("region", "String", StringColumn.class).append(region);
          json.endRow();
          continue;
        }
        String text =
            "{\"temperature\":%s,\"max_tokens\":%d,\"stream\":%s,\"client\":\"%s\",\"http\":{\"method\":\"POST\",\"path\":\"/v1/chat\"},\"region\":\"%s\"}"
                .formatted(temperature, maxTokens, stream, client, region);
        if (schema.columns().get(1).type().equals("JSON")) {
          block.column(1, JsonColumn.class).append(text);
        } else {
          block.column(1, StringColumn.class).append(text);
        }
      }
    }
  }
}
