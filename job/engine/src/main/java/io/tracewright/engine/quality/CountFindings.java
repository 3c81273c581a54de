package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.Tally;
import io.tracewright.engine.summary.ValueSketch;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is wrong by count, without chance: defects, missing traces and values, data astray. */
final class CountFindings {
  /** Name of the check that counts traces. */
  static final String COMPLETENESS = "completeness";

  /** Of a table of which nothing is known: children may outlive parents that do not wait. */
  private static final double TOLERATED_OUTSIDE_PARENT = 0.01;

  private static final long LEAST_TO_VARY = 100;

  private final Expectation expected;
  private final RunSummary seen;
  private final Queries queries;
  private final List<Finding> findings = new ArrayList<>();

  private CountFindings(Expectation expected, RunSummary seen, Queries queries) {
    this.expected = expected;
    this.seen = seen;
    this.queries = queries;
  }

  static List<Finding> of(Expectation expected, RunSummary seen, Queries queries) {
    CountFindings all = new CountFindings(expected, seen, queries);
    for (Defect defect : Defect.values()) {
      all.defect(defect);
    }
    all.completeness();
    all.missingValues();
    expected.profile().ifPresent(all::residency);
    if (expected.reference().isEmpty()) {
      all.constants();
    }
    return all.findings;
  }

  /** Name of the check that counts a defect. */
  static String name(Defect defect) {
    return switch (defect) {
      case SCHEMA -> "schema_errors";
      case ORPHAN -> "orphans";
      case DUPLICATE -> "duplicates";
      default -> defect.name().toLowerCase(Locale.ROOT);
    };
  }

  private void defect(Defect defect) {
    long count = seen.defects(defect);
    if (count == 0) {
      return;
    }
    UUID example =
        seen.workloads().values().stream()
            .map(summary -> summary.example(defect))
            .filter(Objects::nonNull)
            .min(UUID::compareTo)
            .orElseThrow();
    boolean tolerated =
        defect == Defect.OUTSIDE_PARENT
            && expected.profile().isEmpty()
            && count <= TOLERATED_OUTSIDE_PARENT * seen.rows();
    Tally rules = seen.tally(Measures.SCHEMA_RULE);
    add(
        name(defect),
        tolerated ? Severity.WARNING : Severity.CRITICAL,
        count,
        String.format(
            Locale.ROOT,
            "%,d times (%.4g %% of %,d spans): %s%s, for example in trace %s",
            count,
            100.0 * count / seen.rows(),
            seen.rows(),
            defect.statement(),
            defect == Defect.SCHEMA ? " " + rules.counts() : "",
            example),
        queries.defects(defect));
  }

  private void completeness() {
    long planned = expected.plannedTraces();
    long off = Math.abs(planned - seen.traces());
    if (planned > 0 && off > 0) {
      add(
          COMPLETENESS,
          Severity.CRITICAL,
          off,
          String.format(
              Locale.ROOT, "%,d traces are there where %,d were planned", seen.traces(), planned),
          queries.rows("uniqExact(trace_id) AS traces", ""));
    } else if (seen.traces() == 0) {
      add(COMPLETENESS, Severity.CRITICAL, 0, "there are no rows", queries.rows("count()", ""));
    }
  }

  private void missingValues() {
    Tally missing = seen.tally(Measures.MISSING);
    for (Required value : Required.ALL) {
      long count = missing.get(value.column());
      if (count > 0) {
        add(
            "missing_values",
            Severity.WARNING,
            count,
            String.format(
                Locale.ROOT,
                "%s is missing in %,d of %,d spans",
                value.column(),
                count,
                seen.rows()),
            queries.rows("*", value.missingSql()));
      }
    }
  }

  /** Durations that never differ, where there is nothing to compare them with. */
  private void constants() {
    for (String operation : seen.tally(Measures.OPERATION).counts().keySet()) {
      ValueSketch latencyMs = new ValueSketch();
      for (Summary workload : seen.workloads().values()) {
        ValueSketch part = workload.sketches().get(Measures.latencyMs(operation));
        if (part != null) {
          latencyMs.merge(part);
        }
      }
      long count = latencyMs.count();
      if (count >= LEAST_TO_VARY && latencyMs.quantile(0) == latencyMs.quantile(1)) {
        String condition = "operation_name = " + Queries.quoted(operation);
        add(
            "constant_values",
            Severity.WARNING,
            count,
            String.format(
                Locale.ROOT,
                "all %,d successful spans of %s take %.4g ms",
                count,
                operation,
                latencyMs.quantile(0)),
            queries.quantiles("latency_ms", condition + " AND status = 'ok'"));
      }
    }
  }

  private void residency(WorkloadProfile profile) {
    for (Tenant tenant : profile.tenants()) {
      Tally regions = seen.regions().get(tenant.id());
      if (tenant.residency().isEmpty() || regions == null) {
        continue;
      }
      Set<String> allowed =
          profile.regions().stream()
              .filter(region -> region.residency().equals(tenant.residency()))
              .map(Region::name)
              .collect(Collectors.toSet());
      long astray =
          regions.counts().entrySet().stream()
              .filter(region -> !allowed.contains(region.getKey()))
              .mapToLong(region -> region.getValue())
              .sum();
      if (astray > 0) {
        add(
            "residency",
            Severity.CRITICAL,
            astray,
            String.format(
                Locale.ROOT,
                "%,d traces of %s are served outside of %s",
                astray,
                tenant.id(),
                tenant.residency()),
            queries.shares("region", "tenant_id = " + Queries.quoted(tenant.id()), true));
      }
    }
  }

  private void add(String check, Severity severity, long count, String text, String sql) {
    findings.add(new Finding(check, severity, count, text, sql));
  }

  /** Values that {@link Required} rows lack, all columns together. */
  static long missing(RunSummary seen) {
    return seen.workloads().values().stream()
        .map((Summary summary) -> summary.tally(Measures.MISSING))
        .mapToLong(Tally::total)
        .sum();
  }
}
