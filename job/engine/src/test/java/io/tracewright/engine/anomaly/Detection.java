package io.tracewright.engine.anomaly;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the detector finds in a run whose oddities are known: the default preset without incidents.
 * The labels are read off the rows here, and here only.
 *
 * @param traces all traces
 * @param odd kind of each odd trace, by its identifier
 * @param suspects identifiers of the traces that were looked at
 * @param alarms all alarms
 */
record Detection(long traces, Map<String, String> odd, Set<String> suspects, List<Alarm> alarms) {
  private static final int TRACES_PER_CHUNK = 960;

  /** The default preset with one kind of anomaly, or none. */
  static WorkloadProfile profile(double rate, String kind) {
    String kinds = kind.isEmpty() ? "" : ", 'kinds': [{'kind': '" + kind + "', 'weight': 1}]";
    return Profiles.patch(
        Profiles.DEFAULT,
        "{'incidents': [], 'anomalies': {'rate': " + rate + ", 'hidden': true" + kinds + "}}");
  }

  static Detection of(double rate, String kind, long seed, long traces) {
    return of(rate, kind, seed, traces, 1);
  }

  /** The same with alarms from another score on. */
  static Detection of(double rate, String kind, long seed, long traces, double threshold) {
    RunSpec spec = TestRuns.onBuiltinCorpora(profile(rate, kind), seed, traces, TRACES_PER_CHUNK);
    SummaryPlan plan = SummaryPlan.of(spec);
    ChunkPlan chunks = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.builtinCorpora());
    ChunkSummarizer summarizer = new ChunkSummarizer(plan);
    Map<GroupKey, Summary> groups = new TreeMap<>();
    Map<String, String> odd = new HashMap<>();
    SpanBatch batch = new SpanBatch();
    for (int chunk = 0; chunk < chunks.chunks(); chunk++) {
      generator.generate(chunks.chunk(chunk), batch);
      for (int row = 0; row < batch.rows(); row++) {
        if (!batch.anomaly.get(row).isEmpty()) {
          odd.put(batch.traceId.get(row).toString(), batch.anomaly.get(row));
          batch.anomaly.set(row, "");
        }
      }
      summarizer
          .summarize(batch)
          .forEach(
              (key, summary) ->
                  groups
                      .computeIfAbsent(key, k -> new Summary(SummaryPlan.MAX_SAMPLE))
                      .merge(summary));
    }
    Set<String> suspects = new HashSet<>();
    List<Alarm> alarms = new java.util.ArrayList<>();
    groups.forEach(
        (key, summary) -> {
          summary.suspects().traces().stream()
              .map(SampledTrace::id)
              .forEach(id -> suspects.add(id.toString()));
          AnalysisWindow window =
              new AnalysisWindow(
                  spec.runId(),
                  key.tenant(),
                  key.workload(),
                  plan.paneStartMs(key.pane()),
                  plan.paneEndMs(key.pane()));
          alarms.addAll(AnomalyDetector.detect(window, summary, threshold));
        });
    return new Detection(spec.tracesToMake(), odd, suspects, alarms);
  }

  /** The same with the alarms of at least such a score. */
  Detection from(double threshold) {
    return new Detection(
        traces,
        odd,
        suspects,
        alarms.stream().filter(alarm -> alarm.score() >= threshold).toList());
  }

  /** Identifiers of the traces with an alarm. */
  Set<String> alarmed() {
    Set<String> ids = new HashSet<>();
    alarms.forEach(alarm -> ids.add(alarm.traceId()));
    return ids;
  }

  /** Share of the odd traces that have an alarm. */
  double recall() {
    Set<String> alarmed = alarmed();
    return share(odd.keySet().stream().filter(alarmed::contains).count(), odd.size());
  }

  /** Share of the alarmed traces that are odd. */
  double precision() {
    Set<String> alarmed = alarmed();
    return share(alarmed.stream().filter(odd::containsKey).count(), alarmed.size());
  }

  /** Share of the ordinary traces that have an alarm. */
  double falseAlarms() {
    long raised = alarmed().stream().filter(id -> !odd.containsKey(id)).count();
    return share(raised, traces - odd.size());
  }

  /** Share of the odd traces that were looked at. */
  double suspected() {
    return share(odd.keySet().stream().filter(suspects::contains).count(), odd.size());
  }

  /** Share of the ordinary traces that were looked at. */
  double suspectedForNothing() {
    return share(suspects.stream().filter(id -> !odd.containsKey(id)).count(), traces - odd.size());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
