package io.tracewright.cli.explain;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
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
   * @param traces how many of the run's that makes
   * @param hidden whether rows keep quiet about them
   * @param kinds which, by relative frequency; empty: all, evenly
   */
  public record AnomalyMix(
      double rate, long traces, boolean hidden, List<Anomalies.WeightedKind> kinds) {}

  /**
   * Explains a run.
   *
   * @param spec the run, calibrated
   * @param corpora the corpora that it names, in its order
   */
  public static Explanation of(RunSpec spec, List<LoadedCorpus> corpora) {
    List<PlannedIncident> incidents = IncidentPlan.of(spec);
    Anomalies anomalies = spec.profile().anomalies();
    return new Explanation(
        spec.profile().name(),
        spec.profile().description(),
        spec.seed(),
        spec.traces(),
        Instant.ofEpochMilli(spec.windowStartMs()).toString(),
        Instant.ofEpochMilli(spec.windowEndMs()).toString(),
        DemandShape.of(spec, Demand.of(spec, incidents)),
        incidents,
        new AnomalyMix(
            anomalies.rate(),
            Math.round(anomalies.rate() * spec.traces()),
            anomalies.hidden(),
            anomalies.kinds()),
        RunEstimate.of(spec, corpora),
        spec.profile().budget().maxCostUsd());
  }
}
