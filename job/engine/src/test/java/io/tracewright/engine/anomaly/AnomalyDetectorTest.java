package io.tracewright.engine.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.report.Alarm;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the detector finds of anomalies that one trace in twenty shows, and what it finds where none
 * is. Seeds are fixed; with another one, recall moves by 0.015 and precision by 0.01 (one standard
 * deviation), and the bounds lie at least two of those away from what was measured at three seeds.
 */
class AnomalyDetectorTest {
  private static final long TRACES = 10_000;

  @Test
  void atMostOneTraceInAHundredIsAlarmedWhereNothingIsOdd() {
    Detection clean = Detection.of(0, "", 1, 3 * TRACES);
    assertThat(clean.odd()).isEmpty();
    assertThat(clean.falseAlarms()).isGreaterThan(0).isLessThan(0.01);
    assertThat(clean.suspectedForNothing()).isLessThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "latency_spike, latency, 0.9, 0.9",
    "degradation, degradation, 0.7, 0.85",
    "error_burst, burst, 0.7, 0.85",
    "odd_tool_sequence, sequence, 0.7, 0.85",
    "agent_loop, sequence, 0.7, 0.85",
    "handoff_ping_pong, sequence, 0.7, 0.75",
    "cascading_retry, sequence, 0.7, 0.85",
  })
  void oddTracesAreFound(String kind, String detector, double recall, double precision) {
    Detection found =
        Detection.of(0.05, kind, 2, kind.equals("latency_spike") ? 2 * TRACES : TRACES);
    assertThat(found.odd()).hasSizeGreaterThan(250);
    assertThat(found.recall()).isGreaterThanOrEqualTo(recall);
    assertThat(found.precision()).isGreaterThanOrEqualTo(precision);
    assertThat(found.falseAlarms()).isLessThan(0.01);
    assertThat(
            found.alarms().stream()
                .filter(alarm -> alarm.detector().equals(detector))
                .filter(alarm -> found.odd().containsKey(alarm.traceId()))
                .map(Alarm::traceId)
                .distinct()
                .count())
        .as("found by the detector that is meant for it")
        .isGreaterThan((long) (0.6 * found.odd().size()));
  }

  @Test
  void anAlarmSaysWhatIsOddAndWhatWasExpected() {
    Detection found = Detection.of(0.05, "latency_spike", 3, 5_000);
    Alarm worst =
        found.alarms().stream()
            .filter(alarm -> alarm.detector().equals("latency"))
            .max(Comparator.comparingDouble(Alarm::score))
            .orElseThrow();
    assertThat(found.odd()).containsEntry(worst.traceId(), "latency_spike");
    assertThat(worst.spanId()).isNotEmpty();
    assertThat(worst.feature()).startsWith("latency_ms of chat ");
    assertThat(worst.seen()).isGreaterThan(worst.expectedHigh());
    assertThat(worst.text()).contains(" times the usual ").contains(" completion tokens");
    assertThat(worst.startMs()).isBetween(worst.window().startMs(), worst.window().endMs());
    assertThat(found.alarms())
        .allSatisfy(
            alarm -> {
              assertThat(alarm.score()).isGreaterThanOrEqualTo(1);
              assertThat(alarm.expectedLow()).isLessThanOrEqualTo(alarm.expectedHigh());
              assertThat(alarm.text()).endsWith(".").doesNotContain("NaN", "Infinity");
            });
  }

  @Test
  void theSameWindowGivesTheSameAlarms() {
    assertThat(Detection.of(0.05, "cost_runaway", 4, 4_000).alarms())
        .isEqualTo(Detection.of(0.05, "cost_runaway", 4, 4_000).alarms())
        .isNotEmpty();
  }
}
