package io.tracewright.clickhouse;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one request to its outcome: sends it, again and again if need be, always the same bytes
 * under the same token.
 *
 * <p>Called by the sender threads, several at once.
 */
final class Inserter {
  private static final Logger LOG = LoggerFactory.getLogger(Inserter.class);

  private final TableName table;
  private final InsertTransport transport;
  private final RetryLoop retryLoop;
  private final Duration budget;
  private final LongSupplier nanoClock;
  private final Runnable onRetry;

  /**
   * Makes an inserter.
   *
   * @param onRetry called before each further attempt, by the sending thread
   */
  Inserter(
      TableName table,
      InsertTransport transport,
      RetryLoop retryLoop,
      Duration budget,
      LongSupplier nanoClock,
      Runnable onRetry) {
    this.table = table;
    this.transport = transport;
    this.retryLoop = retryLoop;
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.onRetry = onRetry;
  }

  /**
   * Sends until the batch is durable or there is no hope.
   *
   * @throws InterruptedException if the writer is being closed
   */
  InsertOutcome insert(InsertRequest request) throws InterruptedException {
    long start = nanoClock.getAsLong();
    try {
      int attempts =
          retryLoop.run(
              () -> transport.insert(request),
              (failedAttempts, wait, failure) -> {
                onRetry.run();
                LOG.warn(
                    "Insert of batch '{}' into {} failed at attempt {}; next in {} ms: {}",
                    request.token(),
                    table,
                    failedAttempts,
                    wait.toMillis(),
                    failure.describe());
              });
      return new InsertOutcome(attempts, nanoClock.getAsLong() - start, null);
    } catch (RetryLoop.GaveUpException e) {
      return new InsertOutcome(e.attempts(), nanoClock.getAsLong() - start, explain(request, e));
    }
  }

  private ClickHouseSinkException explain(InsertRequest request, RetryLoop.GaveUpException e) {
    boolean transientFailure = e.failure().kind() == FailureKind.RETRY;
    String advice =
        transientFailure
            ? "The retry budget of %d s is used up: relieve or restart the server, or raise the budget."
                .formatted(budget.toSeconds())
            : "Sending the same rows again would not help: mend the cause, then restart the job.";
    String message =
        "ClickHouse did not take batch '%s' (%d rows) for table %s after %d attempt(s) in %.1f s: %s %s A restarted job sends the batch again under the same token, so nothing doubles."
            .formatted(
                request.token(),
                request.rows(),
                table,
                e.attempts(),
                e.elapsed().toMillis() / 1e3,
                e.failure().describe(),
                advice);
    return ClickHouseSinkException.of(message, transientFailure, e.failure().cause());
  }
}
