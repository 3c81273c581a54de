package io.tracewright.flink.analysis;

import io.tracewright.engine.pattern.PatternAnalyzer;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.Summary.Bin;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Patterns that take longer than a window: those of all tenants and workloads together. */
final class WholeRun {
  private WholeRun() {}

  static List<Pattern> patterns(RunSummary seen) {
    SortedMap<Integer, Bin> bins = new TreeMap<>();
    long[] hourOfWeek = new long[Summary.HOURS_OF_WEEK];
    for (Summary workload : seen.workloads().values()) {
      workload.timeline().forEach((number, bin) -> bins.merge(number, bin, WholeRun::sum));
      long[] hours = workload.hourOfWeek();
      for (int hour = 0; hour < hours.length; hour++) {
        hourOfWeek[hour] += hours[hour];
      }
    }
    SummaryPlan plan = seen.plan();
    AnalysisWindow window = new AnalysisWindow(plan.runId(), "", "", plan.startMs(), plan.endMs());
    return PatternAnalyzer.overall(window, plan, bins, hourOfWeek);
  }

  private static Bin sum(Bin one, Bin other) {
    return new Bin(
        one.traces() + other.traces(),
        one.errors() + other.errors(),
        one.latencyUs() + other.latencyUs());
  }
}
