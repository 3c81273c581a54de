package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink inside real Flink jobs against a real engine. */
@Timeout(90)
class SinkJobITCase {
  private static final int PARALLELISM = 2;

  /** What the acknowledgement topology received; static, as the job runs in this JVM. */
  private static final Queue<BatchAck> ACKNOWLEDGED = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void reset() {
    ACKNOWLEDGED.clear();
    FAILURES_LEFT.set(0);
  }

  @Test
  void undisturbed_every_batch_is_acknowledged_exactly_once_the_last_included() throws Exception {
    int batches = 60;
    run("undisturbed", batches, 5);
    assertExact("undisturbed", batches);
    assertThat(ACKNOWLEDGED)
        .extracting(BatchAck::token)
        .containsExactlyInAnyOrderElementsOf(tokens(batches));
    assertThat(ACKNOWLEDGED)
        .allSatisfy(
            ack -> {
              assertThat(ack.table()).isEqualTo("default.undisturbed");
              assertThat(ack.rows()).isEqualTo(NumberBatchEncoder.ROWS);
              assertThat(ack.label()).startsWith("batch ");
            });
  }

  @Test
  void a_job_that_ends_before_its_first_checkpoint_acknowledges_too() throws Exception {
    run("brief", 3, 0);
    assertExact("brief", 3);
    assertThat(ACKNOWLEDGED)
        .extracting(BatchAck::token)
        .containsExactlyInAnyOrderElementsOf(tokens(3));
  }

  @Test
  void restarts_double_nothing_and_lose_no_acknowledgement() throws Exception {
    int batches = 100;
    FAILURES_LEFT.set(3);
    run("restarted", batches, 5);
    assertThat(FAILURES_LEFT.get()).isZero();
    assertExact("restarted", batches);
    // A replayed batch is acknowledged again, under the same token.
    assertThat(ACKNOWLEDGED).extracting(BatchAck::token).containsAll(tokens(batches));
    assertThat(ACKNOWLEDGED).extracting(BatchAck::token).isSubsetOf(tokens(batches));
  }

  @Test
  void a_server_killed_and_restarted_is_survived() throws Exception {
    assumeFalse(TestServer.isExternal(), "the server is not ours to kill");
    int batches = 150;
    Thread killer = new Thread(SinkJobITCase::killAndRestart, "killer");
    killer.start();
    run("killed", batches, 20);
    killer.join();
    assertExact("killed", batches);
    assertThat(ACKNOWLEDGED)
        .extracting(BatchAck::token)
        .containsExactlyInAnyOrderElementsOf(tokens(batches));
    assertThat(ACKNOWLEDGED).extracting(BatchAck::attempts).anyMatch(attempts -> attempts > 1);
  }

  @Test
  void a_fatal_failure_fails_the_job_at_once_though_restarts_are_left() throws Exception {
    AtomicInteger dropped = new AtomicInteger();
    Thread dropper =
        new Thread(
            () -> {
              awaitRows("doomed");
              try {
                server.execute("DROP TABLE doomed SYNC");
                dropped.incrementAndGet();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            },
            "dropper");
    dropper.start();
    Throwable failure = catchThrowable(() -> run("doomed", 100_000, 5));
    dropper.join();
    assertThat(dropped).hasValue(1);
    assertThat(ExceptionUtils.stringifyException(failure))
        .contains("Job execution failed")
        .contains("The failure is not recoverable")
        .contains("ClickHouseSinkException$Final")
        .contains("default.doomed")
        .contains("code 60");
    // A restart would have made the table anew.
    assertThat(server.queryLong("SELECT count() FROM system.tables WHERE name = 'doomed'"))
        .isZero();
  }

  private static void awaitRows(String table) {
    try {
      while (server.queryLong("SELECT count() FROM system.tables WHERE name = '" + table + "'") == 0
          || server.queryLong("SELECT count() FROM " + table) == 0) {
        Thread.sleep(20);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void killAndRestart() {
    try {
      awaitRows("killed");
      server.killHard();
      Thread.sleep(1_000);
      server.restart();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String table, int batches, int delayMs) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    ClickHouseSink<Long> sink =
        ClickHouseSink.<Long>builder()
            .options(server.options())
            .table(table)
            .encoder(new NumberBatchEncoder(10_000))
            .createTable(true)
            .maxInFlight(3)
            .onAcknowledged(
                acknowledged ->
                    acknowledged.sinkTo(new CollectingSink()).name("Collect").uid("collect"))
            .build();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
    env.fromSource(
            new NumberSequenceSource(0, batches - 1), WatermarkStrategy.noWatermarks(), "Batches")
        .uid("batches")
        .map(new SlowAndFailing(batches * 2L / 3, delayMs))
        .name("Slow and failing")
        .uid("slow")
        .sinkTo(sink)
        .name("ClickHouse")
        .uid("clickhouse");
    env.execute("sink-" + table);
  }

  private static void assertExact(String table, int batches) throws Exception {
    long rows = (long) batches * NumberBatchEncoder.ROWS;
    assertThat(server.queryLong("SELECT count() FROM " + table)).isEqualTo(rows);
    assertThat(server.queryLong("SELECT uniqExact(number) FROM " + table)).isEqualTo(rows);
    assertThat(server.queryLong("SELECT max(number) FROM " + table)).isEqualTo(rows - 1);
    assertThat(server.queryLong("SELECT countIf(parity = 'odd') FROM " + table))
        .isEqualTo(rows / 2);
  }

  private static List<String> tokens(int batches) {
    return LongStream.range(0, batches).mapToObj(batch -> "run-1/" + batch).toList();
  }

  /** Takes its time over each element, and fails at one as often as it is told to. */
  private static final class SlowAndFailing implements MapFunction<Long, Long> {
    private final long failAt;
    private final int delayMs;

    SlowAndFailing(long failAt, int delayMs) {
      this.failAt = failAt;
      this.delayMs = delayMs;
    }

    @Override
    public Long map(Long value) throws Exception {
      Thread.sleep(delayMs);
      if (value == failAt && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("failing as told");
      }
      return value;
    }
  }

  /** A sink inside the sink's topology, as a job would attach one. */
  private static final class CollectingSink implements Sink<BatchAck> {
    @Override
    public SinkWriter<BatchAck> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(BatchAck ack, Context unused) {
          ACKNOWLEDGED.add(ack);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
