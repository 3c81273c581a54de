package io.tracewright.clickhouse;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Runs an action until it succeeds, fails for good, or has used up its time.
 *
 * <p>Time, waiting and chance are arguments, so that tests need none. Safe for use by several
 * threads, if they are.
 */
final class RetryLoop {

  /** Something that may fail. */
  interface Action {
    void run() throws Exception;
  }

  /** Hears of each failure that will be tried again. */
  interface Listener {
    void onRetry(int failedAttempts, Duration wait, Failure failure);
  }

  /** Waits. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /** The loop's end without success. */
  static final class GaveUpException extends Exception {
    private final transient Failure failure;
    private final int attempts;
    private final Duration elapsed;

    GaveUpException(Failure failure, int attempts, Duration elapsed) {
      super(failure.describe(), failure.cause());
      this.failure = failure;
      this.attempts = attempts;
      this.elapsed = elapsed;
    }

    Failure failure() {
      return failure;
    }

    int attempts() {
      return attempts;
    }

    Duration elapsed() {
      return elapsed;
    }
  }

  private final RetryPolicy policy;
  private final LongSupplier nanoClock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;

  /**
   * Makes a loop.
   *
   * @param random draws evenly from [0, 1)
   */
  RetryLoop(RetryPolicy policy, LongSupplier nanoClock, Sleeper sleeper, DoubleSupplier random) {
    this.policy = policy;
    this.nanoClock = nanoClock;
    this.sleeper = sleeper;
    this.random = random;
  }

  /**
   * Runs the action.
   *
   * @return the attempts it took
   * @throws GaveUpException if the failure is fatal or the budget is used up
   * @throws InterruptedException if the thread was told to stop
   */
  int run(Action action, Listener listener) throws GaveUpException, InterruptedException {
    long start = nanoClock.getAsLong();
    for (int attempt = 1; ; attempt++) {
      Failure failure = tryOnce(action);
      if (failure == null) {
        return attempt;
      }
      Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - start);
      Duration left = policy.budget().minus(elapsed);
      if (failure.kind() == FailureKind.FATAL || left.isZero() || left.isNegative()) {
        throw new GaveUpException(failure, attempt, elapsed);
      }
      Duration wait = min(backoff(attempt), left);
      listener.onRetry(attempt, wait, failure);
      sleeper.sleep(wait);
    }
  }

  private static Failure tryOnce(Action action) throws InterruptedException {
    try {
      action.run();
      return null;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Thread.interrupted() || FailureKind.find(e, InterruptedException.class) != null) {
        throw new InterruptedException("interrupted while talking to ClickHouse");
      }
      return Failure.of(e);
    }
  }

  private Duration backoff(int failedAttempts) {
    double initialNanos = policy.initialBackoff().toNanos();
    double maxNanos = policy.maxBackoff().toNanos();
    double longestNanos = Math.min(maxNanos, initialNanos * Math.pow(2, failedAttempts - 1));
    return Duration.ofNanos((long) (longestNanos * random.getAsDouble()));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
