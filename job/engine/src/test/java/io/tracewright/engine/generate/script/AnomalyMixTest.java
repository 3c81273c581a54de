package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.profile.AnomalyKinds;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As many traces show each kind of anomaly as are expected, by chi-square; false alarm {@link
 * Fit#FALSE_ALARM} a test.
 */
class AnomalyMixTest {
  private static final int TRACES = 20_000;
  private static final double RATE = 0.3;

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void theMixThatComesIsTheMixExpected(String preset) {
    WorkloadProfile profile = asking(Presets.read(preset), RATE);
    Map<String, Long> shown = shown(profile);
    assertThat(p(AnomalyKinds.expectedShares(profile), shown)).isGreaterThan(Fit.FALSE_ALARM);
  }

  /** The test has the power to tell the mix asked for from the one that comes. */
  @Test
  void theMixAskedForIsToldApart() {
    WorkloadProfile profile = asking(Presets.read("gaming"), RATE);
    Map<String, Double> asked = new HashMap<>();
    AnomalyKinds.names().forEach(kind -> asked.put(kind, RATE / AnomalyKinds.names().size()));
    assertThat(p(asked, shown(profile))).isLessThan(Fit.FALSE_ALARM);
  }

  private static WorkloadProfile asking(WorkloadProfile profile, double rate) {
    return Profiles.patch(profile, "{'anomalies': {'rate': " + rate + ", 'kinds': []}}");
  }

  private static double p(Map<String, Double> shares, Map<String, Long> shown) {
    List<String> kinds = AnomalyKinds.names();
    double[] expected = kinds.stream().mapToDouble(k -> shares.getOrDefault(k, 0.0)).toArray();
    long[] counts = kinds.stream().mapToLong(k -> shown.getOrDefault(k, 0L)).toArray();
    double[] withNone = Arrays.copyOf(expected, expected.length + 1);
    long[] all = Arrays.copyOf(counts, counts.length + 1);
    withNone[expected.length] = 1 - Arrays.stream(expected).sum();
    all[counts.length] = TRACES - Arrays.stream(counts).sum();
    return Fit.chiSquareP(withNone, all);
  }

  /** Traces by the kind that their spans are labelled with. */
  private static Map<String, Long> shown(WorkloadProfile profile) {
    RunSpec spec = TestRuns.onBuiltinCorpora(profile, 23, TRACES, 1_000);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.builtinCorpora());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    Map<String, Long> shown = new HashMap<>();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces(); trace++) {
        for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
          String kind = batch.anomaly.get(row);
          if (AnomalyKinds.names().contains(kind)) {
            shown.merge(kind, 1L, Long::sum);
            break;
          }
        }
      }
    }
    return shown;
  }
}
