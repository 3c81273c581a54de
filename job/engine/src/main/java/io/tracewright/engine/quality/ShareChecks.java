package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether categories have their shares: Pearson's chi-square, and the divergence of Kullback and
 * Leibler (from declared shares) or Jensen and Shannon (from the reference).
 *
 * <p>Spans of a trace and traces of a session resemble each other, so their counts vary more than
 * independent ones; the factor by which their variance is larger, at most, is the design effect.
 */
final class ShareChecks {
  /** Requests of a session: regions and models stay. */
  private static final double SESSION = 8;

  /** Traces in a burst of arrivals. */
  private static final double BURST = 4;

  /** The first and last rows of a day are not at its ends. */
  private static final long ALMOST_A_DAY_MS = 23 * 3_600_000L;

  private final Evidence evidence;

  private ShareChecks(Evidence evidence) {
    this.evidence = evidence;
  }

  static void run(Evidence evidence) {
    new ShareChecks(evidence).run();
  }

  private void run() {
    WorkloadProfile profile = evidence.expected.profile().orElse(null);
    if (profile == null) {
      traces(Measures.WORKLOAD, null, ShareChecks::workloads, 1);
      traces(Measures.TENANT, null, ShareChecks::tenants, SESSION);
    } else {
      traces(
          Measures.WORKLOAD,
          shares(profile.workloads(), Workload::name, Workload::share),
          ShareChecks::workloads,
          1);
      // An attack comes from few tenants.
      boolean steady = profile.incidents().isEmpty();
      traces(
          Measures.TENANT,
          steady ? shares(profile.tenants(), Tenant::id, Tenant::share) : null,
          ShareChecks::tenants,
          1);
    }
    regions();
    spansByColumn(Measures.EVENT_TYPE, "", 2, 0.1);
    spansByColumn(Measures.OPERATION, "", 2, 0.1);
    spansByColumn(Measures.MODEL, "event_type = 'llm_call'", SESSION, 0.12);
    spansByColumn(Measures.ERROR_TYPE, "status = 'error'", SESSION, 0.2);
    spans(Measures.TRANSITION, evidence.queries.transitions(), SESSION, 0.15);
    hours();
  }

  private static <T> SortedMap<String, Double> shares(
      List<T> entries, Function<T, String> name, Function<T, Double> share) {
    double sum = entries.stream().mapToDouble(share::apply).sum();
    return entries.stream()
        .collect(
            Collectors.toMap(name, entry -> share.apply(entry) / sum, Double::sum, TreeMap::new));
  }

  static SortedMap<String, Long> workloads(RunSummary summary) {
    SortedMap<String, Long> counts = new TreeMap<>();
    summary.workloads().forEach((name, workload) -> counts.put(name, workload.traces()));
    return counts;
  }

  static SortedMap<String, Long> tenants(RunSummary summary) {
    SortedMap<String, Long> counts = new TreeMap<>();
    summary.regions().forEach((tenant, regions) -> counts.put(tenant, regions.total()));
    return counts;
  }

  static SortedMap<String, Long> regions(RunSummary summary) {
    return summary.tally(Measures.REGION).counts();
  }

  static SortedMap<String, Long> hours(RunSummary summary) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Summary workload : summary.workloads().values()) {
      long[] hours = workload.hourOfWeek();
      for (int hour = 0; hour < hours.length; hour++) {
        counts.merge(String.format(Locale.ROOT, "%03d", hour), hours[hour], Long::sum);
      }
    }
    return counts;
  }

  private void traces(
      String dimension,
      SortedMap<String, Double> declared,
      Function<RunSummary, SortedMap<String, Long>> counts,
      double design) {
    double tolerance = dimension.equals(Measures.REGION) ? 0.15 : 0.08;
    check(
        dimension,
        declared,
        counts,
        design,
        tolerance,
        evidence.queries.shares(dimension, "", true));
  }

  private void spansByColumn(String column, String condition, double design, double tolerance) {
    spans(column, evidence.queries.shares(column, condition, false), design, tolerance);
  }

  private void spans(String dimension, String sql, double design, double tolerance) {
    if (!evidence.isCounted(dimension)) {
      return;
    }
    double perTrace =
        (double) evidence.seen.tally(dimension).total() / Math.max(1, evidence.seen.traces());
    check(
        dimension,
        null,
        summary -> summary.tally(dimension).counts(),
        design * Math.max(1, perTrace),
        tolerance,
        sql);
  }

  private void regions() {
    boolean ofDays =
        isOfADay(evidence.seen)
            && evidence.expected.reference().filter(ShareChecks::isOfADay).isPresent();
    if (ofDays || evidence.expected.simultaneous().isPresent()) {
      traces(Measures.REGION, null, ShareChecks::regions, SESSION);
    } else {
      evidence.notAssessed.add(
          "region: regions have their hours of the day, and one of the tables is of less than a"
              + " day");
    }
  }

  private static boolean isOfADay(RunSummary summary) {
    return summary.plan().endMs() - summary.plan().startMs() >= ALMOST_A_DAY_MS;
  }

  private void hours() {
    if (evidence.expected.simultaneous().isEmpty()) {
      evidence.notAssessed.add(
          "hour_of_week: the table that the rows are held against is of a time of its own");
      return;
    }
    // The same traffic comes in the same hours; traffic like it has weather of its own.
    double tolerance = evidence.expected.plannedTraces() > 0 ? 0.15 : 0.4;
    check(
        "hour_of_week",
        null,
        ShareChecks::hours,
        BURST,
        tolerance,
        evidence.queries.shares(
            "24 * (toDayOfWeek(timestamp_utc) - 1) + toHour(timestamp_utc)",
            "isNull(parent_span_id)",
            true));
  }

  private void check(
      String dimension,
      SortedMap<String, Double> declared,
      Function<RunSummary, SortedMap<String, Long>> counts,
      double design,
      double tolerance,
      String sql) {
    SortedMap<String, Long> seen = counts.apply(evidence.seen);
    SortedMap<String, Long> reference =
        evidence.expected.reference().map(counts).orElse(new TreeMap<>());
    SortedMap<String, Double> expected = declared == null ? Shares.of(reference) : declared;
    Shares.Distance distance =
        declared == null
            ? Shares.between(seen, reference, design)
            : Shares.from(declared, seen, design);
    if (distance == null) {
      return;
    }
    String text = dimension + ": " + farthest(Shares.of(seen), expected);
    evidence.accuracy(
        "share",
        dimension,
        "chi-square",
        distance.chiSquare(),
        distance.chiSquareP(),
        distance.w(),
        tolerance,
        distance.units(),
        text,
        sql);
    evidence.accuracy(
        "divergence",
        dimension,
        declared == null ? "Jensen-Shannon" : "Kullback-Leibler",
        distance.likelihoodRatio(),
        distance.likelihoodRatioP(),
        distance.divergenceBits(),
        // Near 0 both divergences are a half and an eighth of the squared effect size, in nats.
        tolerance * tolerance / (declared == null ? 8 : 2) / StrictMath.log(2),
        distance.units(),
        text,
        sql);
  }

  static String farthest(Map<String, Double> seen, Map<String, Double> expected) {
    String worst = "";
    double difference = -1;
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(seen.keySet());
    for (String name : names) {
      boolean impossible =
          expected.getOrDefault(name, 0.0) == 0 && seen.getOrDefault(name, 0.0) > 0;
      double off =
          (impossible ? 1 : 0)
              + Math.abs(seen.getOrDefault(name, 0.0) - expected.getOrDefault(name, 0.0));
      if (off > difference) {
        difference = off;
        worst = name;
      }
    }
    return String.format(
        Locale.ROOT,
        "'%s' has a share of %.4f where %.4f is expected",
        worst,
        seen.getOrDefault(worst, 0.0),
        expected.getOrDefault(worst, 0.0));
  }
}
