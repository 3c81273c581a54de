package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryLoopTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(10));

  private final List<Duration> waits = new ArrayList<>();
  private long nowNanos;

  @Test
  void waits_double_up_to_the_longest_until_the_budget_is_used_up() {
    RetryLoop.GaveUpException gaveUp =
        catchThrowableOfType(
            RetryLoop.GaveUpException.class, () -> loop(POLICY, 1.0).run(failing(), ignore()));
    assertThat(waits)
        .extracting(Duration::toMillis)
        .containsExactly(
            100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L, 10_000L, 10_000L,
            7_300L);
    assertThat(gaveUp.attempts()).isEqualTo(13);
    assertThat(gaveUp.elapsed()).isEqualTo(Duration.ofSeconds(60));
    assertThat(gaveUp.failure().kind()).isEqualTo(FailureKind.RETRY);
  }

  @Test
  void a_fatal_failure_ends_at_once() {
    RetryLoop.Action fatal =
        () -> {
          throw new IllegalStateException("no");
        };
    assertThatThrownBy(() -> loop(POLICY, 1.0).run(fatal, ignore()))
        .isInstanceOf(RetryLoop.GaveUpException.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void no_budget_means_one_attempt() {
    RetryPolicy once = POLICY.withBudget(Duration.ZERO);
    assertThatThrownBy(() -> loop(once, 1.0).run(failing(), ignore()))
        .isInstanceOf(RetryLoop.GaveUpException.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void success_tells_the_attempts() throws Exception {
    List<Integer> failures = new ArrayList<>();
    int attempts =
        loop(POLICY, 0.5)
            .run(
                () -> {
                  if (failures.size() < 2) {
                    throw new IOException("not yet");
                  }
                },
                (failedAttempts, wait, failure) -> failures.add(failedAttempts));
    assertThat(attempts).isEqualTo(3);
    assertThat(failures).containsExactly(1, 2);
    assertThat(waits).extracting(Duration::toMillis).containsExactly(50L, 100L);
  }

  @Test
  void an_interrupt_is_not_a_failure() {
    assertThatThrownBy(
            () ->
                loop(POLICY, 1.0)
                    .run(
                        () -> {
                          throw new IOException(new InterruptedException());
                        },
                        ignore()))
        .isInstanceOf(InterruptedException.class);
  }

  @Property
  void a_wait_is_never_longer_than_the_longest(
      @ForAll @DoubleRange(min = 0, max = 0.99) double random,
      @ForAll @IntRange(min = 1, max = 10_000) int initialMs) {
    RetryPolicy policy =
        new RetryPolicy(Duration.ofHours(1), Duration.ofMillis(initialMs), Duration.ofSeconds(10));
    nowNanos = 0;
    waits.clear();
    List<Integer> failures = new ArrayList<>();
    try {
      loop(policy, random)
          .run(
              () -> {
                if (failures.size() < 200) {
                  throw new IOException();
                }
              },
              (failedAttempts, wait, failure) -> failures.add(failedAttempts));
    } catch (Exception e) {
      assertThat(nowNanos).isLessThanOrEqualTo(policy.budget().toNanos());
    }
    assertThat(waits).allMatch(wait -> wait.compareTo(policy.maxBackoff()) <= 0);
  }

  private RetryLoop loop(RetryPolicy policy, double random) {
    return new RetryLoop(
        policy,
        () -> nowNanos,
        time -> {
          waits.add(time);
          nowNanos += time.toNanos();
        },
        () -> random);
  }

  private static RetryLoop.Action failing() {
    return () -> {
      throw new IOException("refused");
    };
  }

  private static RetryLoop.Listener ignore() {
    return (failedAttempts, wait, failure) -> {};
  }
}
