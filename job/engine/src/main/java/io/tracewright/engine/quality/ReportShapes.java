package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.ValueSketch;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Shapes;
import io.tracewright.model.report.Shapes.Distribution;
import io.tracewright.model.report.Shapes.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What a report's plots show. */
final class ReportShapes {
  private static final int QUANTILES = 41;
  private static final int MOST_OPERATIONS = 16;

  private final Expectation expected;
  private final RunSummary seen;
  private final List<Distribution> distributions = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();

  private ReportShapes(Expectation expected, RunSummary seen) {
    this.expected = expected;
    this.seen = seen;
  }

  static Shapes of(Expectation expected, RunSummary seen) {
    return new ReportShapes(expected, seen).shapes();
  }

  private Shapes shapes() {
    for (String workload : seen.workloads().keySet()) {
      distribution("latency_ms of traces", workload, workload, Measures.TRACE_LATENCY_MS);
      distribution("total_tokens of traces", workload, workload, Measures.TRACE_TOKENS);
      distribution("cost_usd of traces", workload, workload, Measures.TRACE_COST_USD);
    }
    for (String operation : commonest(seen.tally(Measures.OPERATION).counts())) {
      distribution("latency_ms", operation, null, Measures.latencyMs(operation));
    }
    for (String model : seen.tally(Measures.MODEL).counts().keySet()) {
      distribution("prompt_tokens", model, null, Measures.promptTokens(model));
      distribution("completion_tokens", model, null, Measures.completionTokens(model));
    }
    workloads();
    share(Measures.TENANT, ShareChecks::tenants);
    share(Measures.REGION, ShareChecks::regions);
    for (String dimension :
        List.of(Measures.EVENT_TYPE, Measures.OPERATION, Measures.MODEL, Measures.ERROR_TYPE)) {
      share(dimension, summary -> summary.tally(dimension).counts());
    }
    List<Long> hours = List.copyOf(ShareChecks.hours(seen).values());
    return new Shapes(hours, distributions, shares);
  }

  private static List<String> commonest(SortedMap<String, Long> counts) {
    return counts.keySet().stream()
        .sorted(Comparator.comparing((String name) -> -counts.get(name)))
        .limit(MOST_OPERATIONS)
        .toList();
  }

  /** A distribution in one workload, or in all when it is null. */
  private void distribution(String measure, String subject, String workload, String sketch) {
    List<Double> values = quantiles(seen, workload, sketch);
    if (!values.isEmpty()) {
      List<Double> others =
          expected.reference().map(r -> quantiles(r, workload, sketch)).orElse(List.of());
      distributions.add(new Distribution(measure, subject, values, others));
    }
  }

  private static List<Double> quantiles(RunSummary summary, String workload, String name) {
    ValueSketch all = new ValueSketch();
    for (var entry : summary.workloads().entrySet()) {
      Summary part = entry.getValue();
      if ((workload == null || workload.equals(entry.getKey()))
          && part.sketches().containsKey(name)) {
        all.merge(part.sketches().get(name));
      }
    }
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i < QUANTILES && all.count() > 0; i++) {
      quantiles.add(all.quantile((double) i / (QUANTILES - 1)));
    }
    return quantiles;
  }

  private void workloads() {
    WorkloadProfile profile = expected.profile().orElse(null);
    if (profile == null) {
      share(Measures.WORKLOAD, ShareChecks::workloads);
      return;
    }
    SortedMap<String, Double> declared = new TreeMap<>();
    for (Workload workload : profile.workloads()) {
      declared.put(workload.name(), workload.share());
    }
    share(Measures.WORKLOAD, Shares.of(ShareChecks.workloads(seen)), declared);
  }

  private void share(String dimension, Function<RunSummary, SortedMap<String, Long>> counts) {
    share(
        dimension,
        Shares.of(counts.apply(seen)),
        expected.reference().map(reference -> Shares.of(counts.apply(reference))).orElse(null));
  }

  private void share(
      String dimension, SortedMap<String, Double> values, SortedMap<String, Double> others) {
    Set<String> names = new TreeSet<>(values.keySet());
    if (others != null) {
      names.addAll(others.keySet());
    }
    for (String name : names) {
      double other = others == null ? Double.NaN : others.getOrDefault(name, 0.0);
      shares.add(new Share(dimension, name, values.getOrDefault(name, 0.0), other));
    }
  }
}
