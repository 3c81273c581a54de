package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a run costs, what it is told to come out at, and what must not be in it. */
@ExtendWith(SharedLaboratory.class)
final class MoneyITCase {
  private static final Map<String, Object> RESIDENCY = Map.of("us", "us", "eu", "eu");
  private static final double CENT = 0.01;

  private static final WorkloadProfile DEFAULT = Presets.read("default");

  private static Laboratory lab;
  private static RunSpec targeted;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    WorkloadProfile asked = Laboratory.profile("targets", RESIDENCY);
    WorkloadProfile anywhere = Laboratory.profile("targets", Map.of("us", "\"\"", "eu", "\"\""));
    targeted = Laboratory.prepared(lab.plan("targeted", asked));
    lab.make(targeted, lab.plan("untargeted", anywhere), lab.plan("default", DEFAULT, 20_000L));
  }

  /**
   * Every model call that succeeds costs what its tokens do, of a call that the trace's deadline
   * cuts short too; a tool call that succeeds costs its price. No false alarm.
   */
  @Test
  void everyCallCostsWhatItsPricesSay() {
    double[] found = costs(1);
    assertThat(found[0]).as("model calls at another price").isZero();
    assertThat(found[1]).as("tool calls at another price").isZero();
    assertThat(found[2]).as("model calls").isGreaterThan(40_000);
    assertThat(found[3]).as("with cached tokens").isGreaterThan(10_000);
    assertThat(found[4]).as("run's total").isCloseTo(found[5], within(CENT / 2));
    assertThat(found[6]).as("trace_summary").isCloseTo(found[5], within(CENT / 2));
    double[] control = costs(1.01);
    assertThat(control[0]).as("control: one price a hundredth more").isGreaterThan(5_000);
    assertThat(control[4]).isNotCloseTo(control[5], within(CENT / 2));
  }

  private static double[] costs(double factorOfFirstModel) {
    return lab.row(
        Laboratory.sql("costs"),
        Map.of("run", "default", "models", modelPrices(factorOfFirstModel), "tools", toolPrices()));
  }

  private static String modelPrices(double factorOfFirst) {
    Model first = DEFAULT.models().get(0);
    return ModelJson.write(
        DEFAULT.models().stream()
            .map(
                model ->
                    List.of(
                        model.name(),
                        model.inputUsdPerMillionTokens()
                            * (model.equals(first) ? factorOfFirst : 1),
                        model.cachedInputUsdPerMillionTokens(),
                        model.outputUsdPerMillionTokens()))
            .toList());
  }

  private static String toolPrices() {
    return ModelJson.write(
        DEFAULT.tools().stream().map(tool -> List.of(tool.name(), tool.costUsd())).toList());
  }

  /**
   * A run comes out as it is told: mean latency and share of failed traces within 3 %, the number
   * of traces exactly. Solving is exact to 0.5 % and 2 % on a pilot of 50,000 traces, of which
   * 48,000 are the run's own: what the other 2,000 add is below 0.2 %. False alarm: below 1e-6.
   */
  @Test
  void targetsAreMet() {
    double[] found = outcome("targeted");
    assertThat(found[0]).as("mean latency, ms").isCloseTo(3500, within(0.03 * 3500));
    assertThat(found[1]).as("share of failed traces").isCloseTo(0.3, within(0.03 * 0.3));
    assertThat(found[2]).as("traces").isEqualTo(200 * 24 * 10);
    double[] control = outcome("untargeted");
    assertThat(control[0]).as("control").isNotCloseTo(3500, within(0.03 * 3500));
    assertThat(control[1]).as("control").isNotCloseTo(0.3, within(0.03 * 0.3));
  }

  private static double[] outcome(String run) {
    return lab.row(Laboratory.sql("outcome"), Map.of("run", run));
  }

  /** No span of a tenant with a residency is served in a region of another. No false alarm. */
  @Test
  void dataStaysWhereItMust() {
    assertThat(strays("targeted")).isZero();
    assertThat(strays("untargeted")).as("control: no residency asked").isGreaterThan(10_000);
  }

  private static double strays(String run) {
    return lab.number(Laboratory.sql("residency"), Map.of("run", run));
  }

  /** Nothing in a row could be a payment card's number (Luhn's check digit). No false alarm. */
  @Test
  void noRowHoldsWhatCouldBeACardNumber() {
    assertThat(cardNumbers("")).isZero();
    assertThat(cardNumbers("{\"card\":\"4111111111111111\"}, no 4111111111111112"))
        .as("control")
        .isEqualTo(1);
  }

  private static double cardNumbers(String planted) {
    return lab.number(Laboratory.sql("card_numbers"), Map.of("run", "default", "planted", planted));
  }
}
