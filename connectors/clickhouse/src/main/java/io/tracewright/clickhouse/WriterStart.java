package io.tracewright.clickhouse;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a writer: looks at the table first, and decides how patiently.
 *
 * <p>On the very first attempt of a job an unreachable server is most likely a wrong URL, and the
 * user waits at the prompt: one look, then a clear error. On a restart the server was there before,
 * and the restart may well be due to its outage: the look is repeated under the retry budget, so
 * that the outage does not burn the job's restarts, one every few seconds. A table that does not
 * fit fails at once in both cases.
 */
final class WriterStart {
  private static final Logger LOG = LoggerFactory.getLogger(WriterStart.class);

  private WriterStart() {}

  static <T> BatchWriter<T> open(SinkSpec<T> spec, WriterInitContext context) {
    boolean restart =
        context.getRestoredCheckpointId().isPresent()
            || context.getTaskInfo().getAttemptNumber() > 0;
    inspect(spec, restart);
    return new BatchWriter<>(
        spec,
        new ClientTransport(spec),
        retryLoop(spec.retryPolicy()),
        context.getMailboxExecutor(),
        context.metricGroup(),
        System::nanoTime,
        System::currentTimeMillis);
  }

  /** Looks at the table; {@code restart} says how patiently. */
  static void inspect(SinkSpec<?> spec, boolean restart) {
    TableInspector inspector = new TableInspector(spec.options());
    RetryPolicy patience =
        restart ? spec.retryPolicy() : spec.retryPolicy().withBudget(Duration.ZERO);
    try {
      retryLoop(patience)
          .run(
              () ->
                  inspector.inspect(
                      spec.tableName(),
                      spec.encoder().schema(),
                      spec.createTable(),
                      spec.minDeduplicationWindow()),
              (failedAttempts, wait, failure) ->
                  LOG.warn("Attempt {}: {}", failedAttempts, failure.describe()));
    } catch (RetryLoop.GaveUpException e) {
      throw TableInspector.explain(spec.options(), spec.tableName(), e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClickHouseSinkException.of(
          "The start of the ClickHouse writer was cancelled.", true, e);
    }
  }

  private static RetryLoop retryLoop(RetryPolicy policy) {
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    return new RetryLoop(policy, System::nanoTime, time -> Thread.sleep(time.toMillis()), random);
  }
}
