package io.tracewright.cli.report;

import io.tracewright.cli.text.Amounts;
import io.tracewright.cli.text.Table;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text for a terminal, or as Markdown. */
final class ReportText {
  private static final int WORST = 3;
  private static final int MOST_LINES = 10;

  private final ReportData data;
  private final QualityReport quality;
  private final boolean markdown;
  private final List<String> lines = new ArrayList<>();

  private ReportText(ReportData data, boolean markdown) {
    this.data = data;
    this.quality = data.quality();
    this.markdown = markdown;
  }

  /** The lines for a terminal. */
  static List<String> terminal(ReportData data) {
    return new ReportText(data, false).write();
  }

  /** The lines of a Markdown document. */
  static List<String> markdown(ReportData data) {
    return new ReportText(data, true).write();
  }

  /** The verdict, the scores and the worst findings: what fits under a run's summary. */
  static List<String> brief(QualityReport quality) {
    List<String> lines = new ArrayList<>();
    lines.add(quality.verdict() + ", " + scores(quality.scores()));
    quality.findings().stream().limit(WORST).forEach(finding -> lines.add(sentence(finding)));
    return lines;
  }

  private List<String> write() {
    heading(1, "Quality of " + subject());
    lines.add("Verdict: " + quality.verdict());
    lines.add(
        Amounts.count(quality.rows())
            + " spans of "
            + Amounts.count(quality.traces())
            + " traces in table "
            + quality.table()
            + (quality.against().isEmpty() ? "" : ", held against " + quality.against()));
    gap();
    writeScores();
    writeFindings();
    writeChecks();
    writeClusters();
    writePatterns();
    writeAlarms();
    if (!quality.notAssessed().isEmpty()) {
      heading(2, "Not assessed");
      quality.notAssessed().forEach(reason -> lines.add("- " + reason));
      gap();
    }
    return lines;
  }

  private String subject() {
    return quality.runId().isEmpty() ? "table " + quality.table() : "run " + quality.runId();
  }

  private void writeScores() {
    heading(2, "Scores");
    Scores scores = quality.scores();
    Table table = new Table("score", "value");
    table.add("completeness", score(scores.completeness()));
    table.add("accuracy", score(scores.accuracy()));
    table.add("consistency", score(scores.consistency()));
    table.add("diversity", score(scores.diversity()));
    table.add("overall", score(scores.overall()));
    add(table);
    Table counts = new Table("defect", "spans");
    counts.add("orphans", Amounts.count(quality.orphans()));
    counts.add("duplicates", Amounts.count(quality.duplicates()));
    counts.add("out of window", Amounts.count(quality.outOfWindow()));
    counts.add("schema errors", Amounts.count(quality.schemaErrors()));
    add(counts);
  }

  private void writeFindings() {
    heading(2, "Findings");
    if (quality.findings().isEmpty()) {
      lines.add("None.");
    }
    for (Finding finding : quality.findings()) {
      lines.add("- " + sentence(finding));
      if (!finding.sql().isEmpty()) {
        lines.add(markdown ? "  `" + finding.sql() + "`" : "    " + finding.sql());
      }
    }
    gap();
  }

  private void writeChecks() {
    List<Check> failed = quality.checks().stream().filter(check -> !check.passed()).toList();
    heading(2, "Statistical checks");
    lines.add(
        quality.checks().size() - failed.size() + " of " + quality.checks().size() + " passed.");
    if (!failed.isEmpty()) {
      Table table = new Table("failed", "of", "method", "effect", "tolerance", "p");
      failed.forEach(
          check ->
              table.add(
                  check.name(),
                  check.subject(),
                  check.method(),
                  number(check.effect()),
                  number(check.tolerance()),
                  number(check.pValue())));
      add(table);
    } else {
      gap();
    }
  }

  private void writeClusters() {
    if (data.clusters().isEmpty()) {
      return;
    }
    heading(2, "Groups of traces, latest window");
    Table table =
        new Table("tenant", "workload", "group", "sampled", "silhouette", "drift", "what");
    data.clusters()
        .forEach(
            cluster ->
                table.add(
                    cluster.tenant(),
                    cluster.workload(),
                    Integer.toString(cluster.id()),
                    Amounts.count(cluster.size()),
                    number(cluster.silhouette()),
                    number(cluster.drift()),
                    cluster.name()));
    add(table);
  }

  private void writePatterns() {
    if (data.patterns().isEmpty()) {
      return;
    }
    heading(2, "Patterns");
    for (Pattern pattern : data.patterns().stream().limit(MOST_LINES).toList()) {
      lines.add("- " + pattern.text());
    }
    gap();
  }

  private void writeAlarms() {
    heading(2, "Anomalies");
    if (data.alarmCounts().isEmpty()) {
      lines.add("No alarm.");
      gap();
      return;
    }
    Table table = new Table("detector", "alarms", "traces");
    data.alarmCounts()
        .forEach(
            count ->
                table.add(
                    count.detector(),
                    Amounts.count(count.alarms()),
                    Amounts.count(count.traces())));
    add(table);
    data.alarms().stream()
        .limit(WORST)
        .forEach(alarm -> lines.add("- " + alarm.text() + " (trace " + alarm.traceId() + ")"));
    gap();
  }

  private void heading(int level, String text) {
    lines.add(markdown ? "#".repeat(level) + " " + text : text);
    if (markdown) {
      gap();
    }
  }

  private void gap() {
    lines.add("");
  }

  private void add(Table table) {
    if (markdown) {
      lines.addAll(table.markdown());
    } else {
      lines.addAll(table.lines());
    }
    gap();
  }

  private static String sentence(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.text();
  }

  private static String scores(Scores scores) {
    return "overall "
        + score(scores.overall())
        + " (completeness "
        + score(scores.completeness())
        + ", accuracy "
        + score(scores.accuracy())
        + ", consistency "
        + score(scores.consistency())
        + ", diversity "
        + score(scores.diversity())
        + ")";
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3g", value);
  }
}
