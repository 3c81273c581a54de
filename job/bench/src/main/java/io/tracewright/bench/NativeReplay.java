package io.tracewright.bench;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.flink.sink.EventsEncoder;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Blocks made beforehand, sent by as many threads as the pipeline has inserts in flight: what the
 * engine takes over HTTP when making rows costs nothing.
 */
@SuppressWarnings("try") // The client's responses declare that closing may be interrupted.
final class NativeReplay implements Contender {
  private static final int THREADS = 4;

  private final URI url;
  private final List<byte[]> blocks = new ArrayList<>();
  private long rows;

  NativeReplay(URI url, RunSpec spec) throws IOException {
    this.url = url;
    ChunkPlan plan = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, BenchRuns.corpora(spec));
    EventsEncoder encoder = new EventsEncoder(false);
    NativeBlock block = new NativeBlock(encoder.schema().columns());
    SpanBatch batch = new SpanBatch();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      block.reset();
      encoder.encode(batch, block);
      blocks.add(block.toBytes());
      rows += batch.rows();
    }
  }

  @Override
  public String name() {
    return "engine limit: replay of Native blocks made beforehand";
  }

  @Override
  public Measured run() throws Exception {
    long startNs = System.nanoTime();
    ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    AtomicInteger next = new AtomicInteger();
    try (Client client =
        new Client.Builder()
            .addEndpoint(url.toString())
            .setUsername("default")
            .setPassword("")
            .setMaxConnections(THREADS)
            .build()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ends.add(senders.submit(() -> sendAll(client, next)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      senders.shutdownNow();
    }
    return new Measured(rows, (System.nanoTime() - startNs) / 1e9);
  }

  private Void sendAll(Client client, AtomicInteger next) throws Exception {
    for (int i = next.getAndIncrement(); i < blocks.size(); i = next.getAndIncrement()) {
      try (InsertResponse response =
          client
              .insert(
                  "events",
                  new ByteArrayInputStream(blocks.get(i)),
                  ClickHouseFormat.Native,
                  new InsertSettings())
              .get()) {
        response.getWrittenRows();
      }
    }
    return null;
  }
}
