package io.tracewright.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.TestRuns;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/**
 * What timelines show. Each detector speaks up in at most 1 % of windows without a signal: of 300
 * such windows at most 9 may be, which a true rate of 1 % exceeds with probability 0.1 %.
 */
class TimelinePatternsTest {
  private static final AnalysisWindow WINDOW =
      new AnalysisWindow("run", "acme", "chat", TestRuns.MONDAY_MS, TestRuns.MONDAY_MS + 1);
  private static final int WINDOWS = 300;
  private static final int FALSE_ALARMS = 9;

  private static Timeline steady(int bins, long seed) {
    return Timelines.of(bins, seed, bin -> 40, bin -> 0.1, bin -> 2_000);
  }

  private static long alarms(IntFunction<List<Pattern>> detector) {
    return IntStream.range(0, WINDOWS).filter(seed -> !detector.apply(seed).isEmpty()).count();
  }

  @Test
  void falseAlarmsAreAsRareAsStated() {
    assertThat(new BinomialDistribution(null, WINDOWS, 0.01).cumulativeProbability(FALSE_ALARMS))
        .isGreaterThan(0.998);
    for (int bins : new int[] {32, 256}) {
      assertThat(alarms(seed -> Excesses.errorBursts(WINDOW, steady(bins, seed), 3)))
          .as("bursts of %d", bins)
          .isLessThanOrEqualTo(FALSE_ALARMS);
      assertThat(alarms(seed -> Excesses.peaks(WINDOW, steady(bins, seed))))
          .as("peaks of %d", bins)
          .isLessThanOrEqualTo(FALSE_ALARMS);
      assertThat(alarms(seed -> Periods.find(WINDOW, steady(bins, seed))))
          .as("periods of %d", bins)
          .isLessThanOrEqualTo(FALSE_ALARMS);
      assertThat(alarms(seed -> ChangePoints.find(WINDOW, steady(bins, seed))))
          .as("changes of %d", bins)
          .isLessThanOrEqualTo(2 * FALSE_ALARMS);
    }
  }

  /** Errors that come in threes look like bursts to one who takes them for independent. */
  @Test
  void burstsNeedTheDispersionOfErrors() {
    assertThat(alarms(seed -> rare(seed, 1))).isGreaterThan(FALSE_ALARMS);
    assertThat(alarms(seed -> rare(seed, 3))).isLessThanOrEqualTo(FALSE_ALARMS);
  }

  private static List<Pattern> rare(long seed, double dispersion) {
    return Excesses.errorBursts(
        WINDOW, Timelines.of(32, seed, bin -> 40, bin -> 0.01, bin -> 2_000), dispersion);
  }

  @Test
  void aBurstOfErrorsIsOneStretch() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline time =
          Timelines.of(32, seed, bin -> 80, bin -> bin >= 10 && bin < 14 ? 1.5 : 0.1, bin -> 2_000);
      List<Pattern> bursts = Excesses.errorBursts(WINDOW, time, 3);
      assertThat(bursts).hasSize(1);
      assertThat(bursts.get(0).kind()).isEqualTo("error_burst");
      assertThat(bursts.get(0).subject()).isEqualTo("2026-03-02 00:10:00 to 00:14:00 UTC");
      assertThat(bursts.get(0).strength()).isBetween(9.0, 23.0);
      assertThat(bursts.get(0).count())
          .isEqualTo(IntStream.range(10, 14).mapToLong(time::errors).sum());
    }
  }

  /** Nights without a trace say nothing about what is usual. */
  @Test
  void aBurstIsFoundWhereManyBinsHoldNothing() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline time =
          Timelines.of(
              32,
              seed,
              bin -> bin < 19 ? 80 : 0,
              bin -> bin >= 10 && bin < 14 ? 1.5 : 0.1,
              bin -> 2_000);
      assertThat(Excesses.errorBursts(WINDOW, time, 3))
          .extracting(Pattern::subject)
          .containsExactly("2026-03-02 00:10:00 to 00:14:00 UTC");
    }
  }

  @Test
  void aPeakOfTrafficIsOneStretch() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline time =
          Timelines.of(32, seed, bin -> bin >= 20 && bin < 23 ? 150 : 40, bin -> 0.1, bin -> 2_000);
      assertThat(Excesses.peaks(WINDOW, time))
          .extracting(Pattern::subject)
          .containsExactly("2026-03-02 00:20:00 to 00:23:00 UTC");
      assertThat(Excesses.errorBursts(WINDOW, time, 3)).isEmpty();
    }
  }

  @Test
  void aPeriodIsFound() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline time =
          Timelines.of(
              240,
              seed,
              bin -> 40 * (1 + 0.5 * Math.sin(bin / 24.0 * 2 * Math.PI)),
              bin -> 0.1,
              bin -> 2_000);
      List<Pattern> periods = Periods.find(WINDOW, time);
      assertThat(periods).extracting(Pattern::subject).containsExactly("24.0 min");
      assertThat(periods.get(0).count()).isEqualTo(10);
      assertThat(periods.get(0).strength()).isGreaterThan(0.5);
    }
  }

  @Test
  void aChangeOfLatencyIsFoundWhereItIs() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline time =
          Timelines.of(64, seed, bin -> 60, bin -> 0.1, bin -> bin < 40 ? 2_000 : 3_000);
      List<Pattern> changes = ChangePoints.find(WINDOW, time);
      assertThat(changes).hasSize(1);
      assertThat(changes.get(0).strength()).isCloseTo(1.5, within(0.2));
      assertThat(changes.get(0).text()).contains("mean latency");
      assertThat(changes.get(0).subject())
          .matches("latency at 2026-03-02 00:(38|39|40|41|42):00 UTC");
    }
  }

  @Test
  void aChangeOfTheErrorRateIsFoundAndABurstIsNone() {
    for (long seed = 1; seed <= 20; seed++) {
      Timeline change =
          Timelines.of(64, seed, bin -> 60, bin -> bin < 24 ? 0.05 : 0.3, bin -> 2_000);
      assertThat(ChangePoints.find(WINDOW, change))
          .singleElement()
          .satisfies(
              p ->
                  assertThat(p.subject())
                      .matches("errors a trace at 2026-03-02 00:(21|22|23|24|25|26|27):00 UTC"));
      Timeline burst =
          Timelines.of(64, seed, bin -> 60, bin -> bin >= 30 && bin < 33 ? 1 : 0.1, bin -> 2_000);
      assertThat(ChangePoints.find(WINDOW, burst))
          .extracting(Pattern::subject)
          .noneMatch(subject -> subject.startsWith("errors"));
    }
  }

  @Test
  void tailsAreThoseOfTheLaws() {
    for (int count = 1; count < 30; count++) {
      assertThat(Excesses.atLeast(count, 7.5, 1))
          .isCloseTo(
              1 - new PoissonDistribution(7.5).cumulativeProbability(count - 1), within(1e-9));
      // Negative binomial with 4 successes at probability 1/3: mean 8, variance 3 times that.
      assertThat(Excesses.atLeast(count, 8, 3))
          .isCloseTo(
              1 - new PascalDistribution(4, 1 / 3.0).cumulativeProbability(count - 1),
              within(1e-9));
    }
    assertThat(Excesses.atLeast(0, 3, 2)).isEqualTo(1);
  }
}
