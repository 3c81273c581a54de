package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.profile.Anomalies.WeightedKind;
import io.tracewright.model.run.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Anomalies are as many and of such kinds as asked for, and the truth about them is told. */
@ExtendWith(SharedLaboratory.class)
final class TruthITCase {
  private static final int TRACES = 24_000;
  private static final double RATE = 0.05;

  private static Laboratory lab;
  private static RunSpec shown;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    shown = plan("shown", TRACES, RATE, false);
    lab.make(shown, plan("hidden", 2_000, 0.2, true), plan("none", 2_000, 0, false));
  }

  private static RunSpec plan(String runId, int traces, double rate, boolean hidden) {
    Map<String, Object> slots = Map.of("traces", traces, "rate", rate, "hidden", hidden);
    return lab.plan(runId, Laboratory.profile("anomalies", slots));
  }

  /** One trace in twenty has an anomaly, within 4 standard errors. False alarm: 6e-5. */
  @Test
  void asManyTracesAreOddAsAsked() {
    double odd = lab.number(Laboratory.sql("labelled_traces"), Map.of("run", "shown"));
    assertThat(Fit.sigmas(odd, TRACES, RATE)).isBetween(-4.0, 4.0);
    assertThat(Fit.sigmas(odd, TRACES, 1.3 * RATE)).as("control").isLessThan(-4.0);
    assertThat(lab.number(Laboratory.sql("labelled_traces"), Map.of("run", "none")))
        .as("of none asked")
        .isZero();
    assertThat(labelledRows("none")).isZero();
  }

  private static double labelledRows(String run) {
    return lab.number(Laboratory.sql("labelled_rows"), Map.of("run", run));
  }

  /** Every kind shows as often as its weight says. False alarm: 1e-4. */
  @Test
  void kindsAreAsFrequentAsAsked() {
    List<String[]> counts = lab.rows(Laboratory.sql("kinds"), Map.of("run", "shown"));
    Map<String, Double> weights =
        shown.profile().anomalies().kinds().stream()
            .collect(Collectors.toMap(WeightedKind::kind, WeightedKind::weight));
    assertThat(weights).hasSize(28);
    assertThat(Fit.chiSquareP(weights, counts)).isGreaterThan(Fit.FALSE_ALARM);
    Map<String, Double> evenly = new HashMap<>(weights);
    evenly.replaceAll((kind, weight) -> 1.0);
    assertThat(Fit.chiSquareP(evenly, counts)).as("control").isLessThan(Fit.FALSE_ALARM);
  }

  /** Truth and labels are the same, span by span; a trace has one kind. No false alarm. */
  @Test
  void theTruthIsWhatTheRowsAreLabelledWith() {
    assertThat(untrue("shown")).isZero();
    assertThat(labelledRows("shown")).isGreaterThan(TRACES * RATE);
    assertThat(lab.number(Laboratory.sql("several_kinds"), Map.of("run", "shown")))
        .as("traces of several kinds")
        .isZero();
  }

  /** Hidden anomalies stand in the table of truth alone. No false alarm. */
  @Test
  void hiddenAnomaliesStandInTheTruthAlone() {
    assertThat(labelledRows("hidden")).isZero();
    double odd = lab.number(Laboratory.sql("labelled_traces"), Map.of("run", "hidden"));
    assertThat(Fit.sigmas(odd, 2_000, 0.2)).isBetween(-4.0, 4.0);
    assertThat(untrue("hidden")).as("control: labels against truth").isGreaterThan(400);
  }

  private static double untrue(String run) {
    return lab.number(Laboratory.sql("labels_against_truth"), Map.of("run", run));
  }
}
