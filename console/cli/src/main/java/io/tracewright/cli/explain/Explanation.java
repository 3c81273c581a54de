package io.tracewright.cli.explain;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.profile.AnomalyKinds;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a profile will produce; as JSON the output of {@code profile explain --json}.
 *
 * @param profile name of the profile
 * @param description the profile's
 * @param seed seed of the run that is explained
 * @param traces traces of the run
 * @param windowStart start of the window, ISO-8601, UTC
 * @param windowEnd end of the window, exclusive, ISO-8601, UTC
 * @param demand demand by the clock
 * @param incidents incidents that the seed plans
 * @param anomalies odd traces
 * @param expected rows, bytes and cost of the whole run, and its mix by workload, model and tool
 * @param maxCostUsd the profile's budget, US dollars; null: none
 */
public record Explanation(
    String profile,
    String description,
    long seed,
    long traces,
    String windowStart,
    String windowEnd,
    DemandShape demand,
    List<PlannedIncident> incidents,
    AnomalyMix anomalies,
    RunEstimate expected,
    Double maxCostUsd) {

  /**
   * Odd traces.
   *
   * @param rate share of traces that the profile asks for, 0 to 1
   * @param traces how many of the run's are expected: fewer than asked for where a workload can
   *     show none of the kinds
   * @param hidden whether rows keep quiet about them
   * @param kinds which are expected, the most frequent first
   */
  public record AnomalyMix(double rate, double traces, boolean hidden, List<OfKind> kinds) {
    static AnomalyMix of(RunSpec spec) {
      Anomalies asked = spec.profile().anomalies();
      List<OfKind> kinds =
          AnomalyKinds.expectedShares(spec.profile()).entrySet().stream()
              .map(kind -> new OfKind(kind.getKey(), kind.getValue() * spec.traces()))
              .sorted(Comparator.comparingDouble(OfKind::traces).reversed())
              .toList();
      double traces = kinds.stream().mapToDouble(OfKind::traces).sum();
      return new AnomalyMix(asked.rate(), traces, asked.hidden(), kinds);
    }
  }

  /**
   * A kind of anomaly.
   *
   * @param kind value of {@code anomaly}
   * @param traces expected in the whole run
   */
  public record OfKind(String kind, double traces) {}

  /**
   * Explains a run.
   *
   * @param spec the run, calibrated
   * @param corpora the corpora that it names, in its order
   */
  public static Explanation of(RunSpec spec, List<LoadedCorpus> corpora) {
    List<PlannedIncident> incidents = IncidentPlan.of(spec);
    return new Explanation(
        spec.profile().name(),
        spec.profile().description(),
        spec.seed(),
        spec.traces(),
        Instant.ofEpochMilli(spec.windowStartMs()).toString(),
        Instant.ofEpochMilli(spec.windowEndMs()).toString(),
        DemandShape.of(spec, Demand.of(spec, incidents)),
        incidents,
        AnomalyMix.of(spec),
        RunEstimate.of(spec, corpora),
        spec.profile().budget().maxCostUsd());
  }
}
