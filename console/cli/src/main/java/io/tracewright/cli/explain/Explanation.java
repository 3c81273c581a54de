package io.tracewright.cli.explain;

import io.tracewright.cli.run.TimeEstimate;
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
 * @param time how long the run takes at least
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
    List<IncidentTimes> incidents,
    AnomalyMix anomalies,
    RunEstimate expected,
    TimeEstimate time,
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
   * An incident that the seed plans.
   *
   * @param kind the profile's kind
   * @param target tool or model at its root; empty for kinds without one
   * @param startedAt first effect, ISO-8601, UTC
   * @param peakedAt when its effects are strongest, ISO-8601, UTC
   * @param endedAt when its effects have gone, ISO-8601, UTC
   * @param factor strength at the peak, as the profile states it
   */
  public record IncidentTimes(
      String kind,
      String target,
      String startedAt,
      String peakedAt,
      String endedAt,
      double factor) {
    private static IncidentTimes of(PlannedIncident planned) {
      return new IncidentTimes(
          planned.kind(),
          planned.target(),
          utc(planned.startMs()),
          utc(planned.peakMs()),
          utc(planned.endMs()),
          planned.factor());
    }
  }

  /**
   * Explains a run.
   *
   * @param spec the run, calibrated
   * @param corpora the corpora that it names, in its order
   * @param generatedRowsPerSecond rows a second that all tasks generate together
   */
  public static Explanation of(
      RunSpec spec, List<LoadedCorpus> corpora, double generatedRowsPerSecond) {
    RunEstimate expected = RunEstimate.of(spec, corpora);
    List<PlannedIncident> incidents = IncidentPlan.of(spec);
    return new Explanation(
        spec.profile().name(),
        spec.profile().description(),
        spec.seed(),
        spec.traces(),
        utc(spec.windowStartMs()),
        utc(spec.windowEndMs()),
        DemandShape.of(spec, Demand.of(spec, incidents)),
        incidents.stream().map(IncidentTimes::of).toList(),
        AnomalyMix.of(spec),
        expected,
        TimeEstimate.of(expected.rows(), generatedRowsPerSecond, null),
        spec.profile().budget().maxCostUsd());
  }

  private static String utc(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }
}
