package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.ServerException;
import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.NativeBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

/** The writer with a transport of its own making and a mailbox that the test turns. */
class BatchWriterTest {
  private static final int MAX_IN_FLIGHT = 2;

  private final FakeTransport transport = new FakeTransport();
  private final QueueMailbox mailbox = new QueueMailbox();
  private final SinkWriterMetricGroup metrics =
      InternalSinkWriterMetricGroup.wrap(
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
  private final BatchWriter<Batch> writer = writer();

  @Test
  void a_flush_waits_for_all_and_acknowledges_each_once() throws Exception {
    for (int i = 0; i < 10; i++) {
      writer.write(new Batch("t" + i, i + 1), null);
    }
    writer.flush(false);
    Collection<BatchAck> acks = writer.prepareCommit();
    assertThat(acks).extracting(BatchAck::token).doesNotHaveDuplicates().hasSize(10);
    assertThat(acks)
        .allSatisfy(
            ack -> {
              assertThat(ack.table()).isEqualTo("db.numbers");
              assertThat(ack.label()).isEqualTo("label of " + ack.token());
              assertThat(ack.attempts()).isEqualTo(1);
              assertThat(ack.bytes()).isEqualTo(transport.bytesByToken.get(ack.token()).length);
              assertThat(ack.acknowledgedAtMs()).isEqualTo(42);
            });
    assertThat(writer.prepareCommit()).isEmpty();
    assertThat(metrics.getNumRecordsSendCounter().getCount()).isEqualTo(55);
    assertThat(transport.mostAtOnce.get()).isLessThanOrEqualTo(MAX_IN_FLIGHT);
    writer.close();
  }

  @Test
  void a_batch_without_rows_is_acknowledged_without_an_insert() throws Exception {
    writer.write(new Batch("empty", 0), null);
    writer.flush(true);
    assertThat(writer.prepareCommit())
        .containsExactly(new BatchAck("db.numbers", "empty", "label of empty", 0, 0, 0, 0, 42));
    assertThat(transport.bytesByToken).isEmpty();
    writer.close();
  }

  @Test
  void a_full_writer_waits_in_the_mailbox() throws Exception {
    transport.gate.drainPermits();
    writer.write(new Batch("a", 1), null);
    writer.write(new Batch("b", 1), null);
    AtomicBoolean otherMailRan = new AtomicBoolean();
    mailbox.execute(
        () -> {
          otherMailRan.set(true);
          transport.gate.release(3);
        },
        "another mail of the task");
    writer.write(new Batch("c", 1), null);
    assertThat(otherMailRan).isTrue();
    writer.flush(false);
    assertThat(writer.prepareCommit()).hasSize(3);
    writer.close();
  }

  @Test
  void a_retry_sends_the_same_bytes_under_the_same_token() throws Exception {
    transport.failures.add(new IOException("connection reset"));
    transport.failures.add(new ServerException(252, "Too many parts", 500, "q"));
    writer.write(new Batch("a", 100), null);
    writer.flush(false);
    assertThat(writer.prepareCommit()).extracting(BatchAck::attempts).containsExactly(3);
    assertThat(transport.sent).hasSize(3).containsOnly(transport.sent.get(0));
    writer.close();
  }

  @Test
  void a_refused_batch_fails_the_waiting_call_with_all_that_is_known() throws Exception {
    transport.failures.add(new ServerException(60, "Table db.numbers does not exist", 404, "q"));
    writer.write(new Batch("a", 5), null);
    assertThatThrownBy(() -> writer.flush(false))
        .isInstanceOf(ClickHouseSinkException.class)
        .hasMessageMatching(
            "ClickHouse did not take batch 'a' \\(5 rows\\) for table db.numbers after 1 attempt\\(s\\) in \\d+[.,]\\d s: "
                + "code 60: Table db.numbers does not exist Sending the same rows again would not help: .*");
    assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(5);
    assertThat(writer.prepareCommit()).isEmpty();
    writer.close();
  }

  @Test
  void a_used_up_budget_fails_the_writer() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      transport.failures.add(new IOException("connection refused"));
    }
    writer.write(new Batch("a", 5), null);
    assertThatThrownBy(() -> writer.flush(false))
        .isInstanceOfSatisfying(
            ClickHouseSinkException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageContaining("IOException: connection refused The retry budget of 1 s is used up");
    writer.close();
  }

  @Test
  void an_error_in_a_sender_does_not_hang_the_writer() throws Exception {
    transport.error = new StackOverflowError("in the client");
    writer.write(new Batch("a", 1), null);
    assertThatThrownBy(() -> writer.flush(false)).hasMessage("in the client");
    writer.close();
  }

  @Test
  void closing_breaks_off_what_is_under_way_and_leaves_no_thread() throws Exception {
    transport.gate.drainPermits();
    writer.write(new Batch("a", 1), null);
    writer.write(new Batch("b", 1), null);
    writer.close();
    assertThat(transport.closed).isTrue();
    for (Thread sender : senders()) {
      // A pool has ended a moment before its last thread has.
      sender.join(5_000);
    }
    assertThat(senders()).isEmpty();
  }

  private static List<Thread> senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("clickhouse-sender-db.numbers"))
        .toList();
  }

  @Test
  void a_batch_without_token_is_a_mistake() {
    assertThatThrownBy(() -> writer.write(new Batch("", 1), null))
        .hasMessageStartingWith("The encoder gave no deduplication token for a batch of table");
  }

  private BatchWriter<Batch> writer() {
    RetryPolicy policy =
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(10));
    SinkSpec<Batch> spec =
        new SinkSpec<>(
            ClickHouseOptions.of(URI.create("http://localhost:8123")).withDatabase("db"),
            "numbers",
            new NumbersEncoder(),
            MAX_IN_FLIGHT,
            policy,
            false,
            1,
            Map.of());
    RetryLoop retryLoop =
        new RetryLoop(policy, System::nanoTime, time -> Thread.sleep(time.toMillis()), () -> 0.5);
    return new BatchWriter<>(
        spec, transport, retryLoop, mailbox, metrics, System::nanoTime, () -> 42);
  }

  private record Batch(String token, int rows) {}

  private static final class NumbersEncoder implements BatchEncoder<Batch> {
    @Override
    public TableSchema schema() {
      return TableSchema.builder().column("n", "UInt64").build();
    }

    @Override
    public String deduplicationToken(Batch batch) {
      return batch.token();
    }

    @Override
    public String label(Batch batch) {
      return "label of " + batch.token();
    }

    @Override
    public void encode(Batch batch, NativeBlock block) {
      Int64Column numbers = block.column("n", Int64Column.class);
      for (int i = 0; i < batch.rows(); i++) {
        numbers.append(i);
      }
    }
  }

  private static final class FakeTransport implements InsertTransport {
    final List<Exception> failures = new CopyOnWriteArrayList<>();
    final List<String> sent = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> bytesByToken = new ConcurrentHashMap<>();
    final Semaphore gate = new Semaphore(1_000_000);
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile Error error;
    volatile boolean closed;

    @Override
    public void insert(InsertRequest request) throws Exception {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        gate.acquire();
        if (error != null) {
          throw error;
        }
        byte[] bytes = bytes(request);
        sent.add(HexFormat.of().formatHex(bytes));
        if (!failures.isEmpty()) {
          throw failures.remove(0);
        }
        bytesByToken.put(request.token(), bytes);
      } finally {
        atOnce.decrementAndGet();
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    private static byte[] bytes(InsertRequest request) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      request.block().copyTo(out);
      return out.toByteArray();
    }
  }
}
