package io.tracewright.engine.quality;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.util.Optional;

/**
 * What rows should look like: what a profile declares, and a reference made by the same profile or
 * taken from another table.
 */
public final class Expectation {
  /** Nothing is known: rows are held against themselves only. */
  public static final Expectation NONE = new Expectation("", null, 0, null);

  private final String name;
  private final RunSpec spec;
  private final long plannedTraces;
  private final RunSummary reference;

  private Expectation(String name, RunSpec spec, long plannedTraces, RunSummary reference) {
    this.name = name;
    this.spec = spec;
    this.plannedTraces = plannedTraces;
    this.reference = reference;
  }

  /**
   * What the rows of a run must be.
   *
   * @param reference summary of traces made by the same spec, spread evenly over its chunks
   */
  public static Expectation of(RunSpec spec, RunSummary reference) {
    return new Expectation(profile(spec), spec, spec.tracesToMake(), reference);
  }

  /**
   * What the rows of a table must be to pass for those of a run, however many they are.
   *
   * @param spec a run of the profile over the table's window
   * @param reference summary of traces made by it
   */
  public static Expectation like(RunSpec spec, RunSummary reference) {
    return new Expectation(profile(spec), spec, 0, reference);
  }

  /**
   * What the rows of a table must be to pass for those of another, whenever those came.
   *
   * @param table name of the other
   * @param reference summary of its rows, panes of its own
   */
  public static Expectation like(String table, RunSummary reference) {
    return new Expectation("table " + table, null, 0, reference);
  }

  private static String profile(RunSpec spec) {
    return "profile " + spec.profile().name();
  }

  /** Says what rows are held against, for example {@code profile default}; empty: nothing. */
  String name() {
    return name;
  }

  /** Number of traces that there must be; 0: not known. */
  long plannedTraces() {
    return plannedTraces;
  }

  /** What an audit of rows seen over a stretch of time knows. */
  AuditScope scope(SummaryPlan plan) {
    return spec == null
        ? AuditScope.of(plan.startMs(), plan.endMs(), Long.MAX_VALUE)
        : AuditScope.of(spec);
  }

  Optional<RunSpec> spec() {
    return Optional.ofNullable(spec);
  }

  Optional<WorkloadProfile> profile() {
    return spec().map(RunSpec::profile);
  }

  /** What is expected at the same times; another table's rows came at times of their own. */
  Optional<RunSummary> simultaneous() {
    return spec == null ? Optional.empty() : reference();
  }

  Optional<RunSummary> reference() {
    return Optional.ofNullable(reference);
  }
}
