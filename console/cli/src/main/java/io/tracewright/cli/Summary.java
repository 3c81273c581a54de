package io.tracewright.cli;

import io.tracewright.cli.run.RunCost;
import io.tracewright.cli.run.RunQuality;
import io.tracewright.cli.run.RunResult;
import io.tracewright.cli.text.Amounts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a person reads when a run has ended. */
final class Summary {
  private Summary() {}

  /**
   * Prints the summary.
   *
   * @param where options that name the server, for the queries to try; empty: the default
   */
  static void print(RunResult result, String where, PrintWriter out) {
    out.println();
    line(out, "run", result.runId());
    line(out, "traces", String.format(Locale.ROOT, "%,d", result.traces()));
    line(
        out,
        "rows",
        String.format(
            Locale.ROOT,
            "%,d (%,d acknowledged, %,d rejected)",
            result.rows(),
            result.acknowledged(),
            result.rejected()));
    line(
        out,
        "rate",
        String.format(
            Locale.ROOT, "%,d rows/s over %.1f s", result.rowsPerSecond(), result.seconds()));
    line(out, "cost", cost(result.cost()));
    line(out, "table", result.table());
    line(out, "parts", String.format(Locale.ROOT, "%,d active", result.parts()));
    line(out, "content hash", result.contentHash());
    line(
        out,
        "verdict",
        result.passed()
            ? String.format(
                Locale.ROOT,
                "passed: all %,d traces are there, every acknowledged row once, and the views agree",
                result.traces())
            : "FAILED: " + String.join("; ", result.failures()));
    quality(out, result.quality());
    out.println();
    out.println("Try:");
    if (result.quality() != null) {
      out.println("  ./tracewright report " + result.runId() + " --html report.html" + where);
    }
    for (String query : queries(result.runId())) {
      out.println("  ./tracewright sql" + where + " \"" + query + "\"");
    }
  }

  private static void quality(PrintWriter out, RunQuality quality) {
    if (quality == null) {
      line(out, "quality", "not assessed");
      return;
    }
    line(
        out,
        "quality",
        String.format(
            Locale.ROOT,
            "%s: completeness %.3f, accuracy %.3f, consistency %.3f, diversity %.3f",
            quality.verdict(),
            quality.scores().completeness(),
            quality.scores().accuracy(),
            quality.scores().consistency(),
            quality.scores().diversity()));
    quality.findings().forEach(finding -> line(out, "", finding.text()));
  }

  private static String cost(RunCost cost) {
    String estimated = Amounts.usd(cost.estimatedUsd()) + " estimated";
    String actual = cost.usd() == null ? "not known" : Amounts.usd(cost.usd());
    String budget = cost.maxUsd() == null ? "" : ", budget " + Amounts.usd(cost.maxUsd());
    String cut =
        cost.cutShort()
            ? String.format(
                Locale.ROOT, ", which ended the run of %,d traces", cost.plannedTraces())
            : "";
    return actual + " simulated (" + estimated + budget + cut + ")";
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-13s %s%n", name, value);
  }

  /** Three queries that show what a run looks like. */
  static List<String> queries(String runId) {
    String where = " WHERE run_id = '" + runId + "'";
    return List.of(
        "SELECT workload_type, uniqExact(trace_id) AS traces, count() AS spans,"
            + " round(avg(status = 'error') * 100, 2) AS error_percent,"
            + " round(sum(cost_usd), 2) AS cost_usd FROM events"
            + where
            + " GROUP BY workload_type ORDER BY traces DESC",
        "SELECT operation_name, count() AS calls,"
            + " round(quantile(0.5)(latency_ms), 1) AS p50_ms,"
            + " round(quantile(0.95)(latency_ms), 1) AS p95_ms, sum(total_tokens) AS tokens"
            + " FROM events"
            + where
            + " GROUP BY operation_name ORDER BY calls DESC LIMIT 10",
        "SELECT timestamp_utc, operation_name, latency_ms, status FROM events"
            + where
            + " AND trace_id = (SELECT trace_id FROM trace_summary"
            + where
            + " AND errors > 0 ORDER BY spans DESC LIMIT 1) ORDER BY timestamp_utc");
  }
}
