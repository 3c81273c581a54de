package io.tracewright.clickhouse;

import java.io.Serializable;
import java.time.Duration;

/**
 * For how long and how often a failed request is sent again.
 *
 * <p>The wait before attempt <i>n + 1</i> is drawn evenly from zero to {@code min(maxBackoff,
 * initialBackoff · 2^(n-1))}: exponential backoff with full jitter (M. Brooker, "Exponential
 * Backoff And Jitter", AWS Architecture Blog, 2015), so that writers whom one outage stopped do not
 * return as one.
 *
 * @param budget from the first attempt on; zero means a single attempt
 * @param initialBackoff the longest first wait, more than zero
 * @param maxBackoff the longest wait of all, not less than {@code initialBackoff}
 */
public record RetryPolicy(Duration budget, Duration initialBackoff, Duration maxBackoff)
    implements Serializable {

  /** Five minutes, 100 ms, 10 s: enough for a killed server to come back. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofSeconds(10));

  /**
   * Validates the policy.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public RetryPolicy {
    if (budget.isNegative()) {
      throw new IllegalArgumentException("budget must not be negative, but is " + budget);
    }
    if (initialBackoff.isNegative() || initialBackoff.isZero()) {
      throw new IllegalArgumentException(
          "initialBackoff must be more than zero, but is " + initialBackoff);
    }
    if (maxBackoff.compareTo(initialBackoff) < 0) {
      throw new IllegalArgumentException(
          "maxBackoff must not be less than initialBackoff "
              + initialBackoff
              + ", but is "
              + maxBackoff);
    }
  }

  public RetryPolicy withBudget(Duration newBudget) {
    return new RetryPolicy(newBudget, initialBackoff, maxBackoff);
  }
}
