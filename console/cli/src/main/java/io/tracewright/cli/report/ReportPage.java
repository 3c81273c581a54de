package io.tracewright.cli.report;

import io.tracewright.cli.text.Amounts;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import io.tracewright.model.report.Shapes.Distribution;
import io.tracewright.model.report.Shapes.Share;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as one HTML file that needs nothing else: no script, no font, no address. */
final class ReportPage {
  private static final int MOST_DISTRIBUTIONS = 24;
  private static final int MOST_ALARMS = 10;

  private final ReportData data;
  private final QualityReport quality;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(ReportData data) {
    this.data = data;
    this.quality = data.quality();
  }

  /** The whole page. */
  static String of(ReportData data) {
    return new ReportPage(data).write();
  }

  private String write() {
    String subject =
        quality.runId().isEmpty() ? "table " + quality.table() : "run " + quality.runId();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
        .append(Svg.escape("Quality of " + subject))
        .append("</title><style>")
        .append(style())
        .append("</style></head><body><main>");
    html.append("<header><h1>").append(Svg.escape("Quality of " + subject)).append("</h1>");
    html.append("<p class=\"verdict ")
        .append(Svg.escape(quality.verdict()))
        .append("\">")
        .append(Svg.escape(quality.verdict()))
        .append("</p><p>")
        .append(Amounts.count(quality.rows()))
        .append(" spans of ")
        .append(Amounts.count(quality.traces()))
        .append(" traces in table ")
        .append(Svg.escape(quality.table()))
        .append(
            quality.against().isEmpty() ? "" : Svg.escape(", held against " + quality.against()))
        .append("</p></header>");
    writeScores();
    writeFindings();
    writeShapes();
    writeClusters();
    writePatterns();
    writeAlarms();
    writeChecks();
    if (!quality.notAssessed().isEmpty()) {
      section("Not assessed", list(quality.notAssessed()));
    }
    return html.append("</main></body></html>").toString();
  }

  private void writeScores() {
    Scores scores = quality.scores();
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("overall", scores.overall());
    named.put("completeness", scores.completeness());
    named.put("accuracy", scores.accuracy());
    named.put("consistency", scores.consistency());
    named.put("diversity", scores.diversity());
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("orphans", quality.orphans());
    counts.put("duplicates", quality.duplicates());
    counts.put("out of window", quality.outOfWindow());
    counts.put("schema errors", quality.schemaErrors());
    html.append("<section class=\"tiles\">");
    named.forEach((name, value) -> tile(name, String.format(Locale.ROOT, "%.3f", value)));
    counts.forEach((name, value) -> tile(name, Amounts.count(value)));
    html.append("</section>");
  }

  private void tile(String name, String value) {
    html.append("<div class=\"tile\"><b>")
        .append(value)
        .append("</b><span>")
        .append(name)
        .append("</span></div>");
  }

  private void writeFindings() {
    StringBuilder body = new StringBuilder();
    for (Finding finding : quality.findings()) {
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      body.append("<li class=\"")
          .append(severity)
          .append("\"><b>")
          .append(severity)
          .append("</b> ")
          .append(Svg.escape(finding.text()));
      if (!finding.sql().isEmpty()) {
        body.append("<pre>").append(Svg.escape(finding.sql())).append("</pre>");
      }
      body.append("</li>");
    }
    section("Findings", body.isEmpty() ? "<p>None.</p>" : "<ul>" + body + "</ul>");
  }

  private void writeShapes() {
    if (quality.shapes().hourOfWeek().stream().anyMatch(traces -> traces > 0)) {
      section("Traces by hour of the week, UTC", Plots.heatMap(quality.shapes().hourOfWeek()));
    }
    Map<String, List<Share>> dimensions = new LinkedHashMap<>();
    for (Share share : quality.shapes().shares()) {
      dimensions.computeIfAbsent(share.dimension(), name -> new ArrayList<>()).add(share);
    }
    if (!dimensions.isEmpty()) {
      StringBuilder body = new StringBuilder(legend()).append("<div class=\"grid-2\">");
      dimensions.forEach((name, shares) -> body.append(figure(name, "", Plots.shares(shares))));
      section("Shares", body + "</div>");
    }
    if (!quality.shapes().distributions().isEmpty()) {
      StringBuilder body = new StringBuilder(legend()).append("<div class=\"grid-3\">");
      for (Distribution distribution :
          quality.shapes().distributions().stream().limit(MOST_DISTRIBUTIONS).toList()) {
        body.append(
            figure(
                distribution.subject(), distribution.measure(), Plots.distribution(distribution)));
      }
      section("Distributions", body + "</div>");
    }
  }

  private void writeClusters() {
    if (data.clusters().isEmpty()) {
      return;
    }
    List<String[]> rows = new ArrayList<>();
    data.clusters()
        .forEach(
            cluster ->
                rows.add(
                    new String[] {
                      cluster.tenant(),
                      cluster.workload(),
                      "" + cluster.id(),
                      cluster.name(),
                      Amounts.count(cluster.size()),
                      number(cluster.silhouette()),
                      number(cluster.drift())
                    }));
    String table =
        table(rows, "tenant", "workload", "group", "what", "sampled", "silhouette", "drift");
    String scatter = data.points().isEmpty() ? "" : Plots.scatter(data.points());
    section("Groups of traces", "<div class=\"stack\">" + scatter + table + "</div>");
  }

  private void writePatterns() {
    if (!data.patterns().isEmpty()) {
      section("Patterns", list(data.patterns().stream().map(pattern -> pattern.text()).toList()));
    }
  }

  private void writeAlarms() {
    if (!data.alarmCounts().isEmpty()) {
      List<String[]> rows = new ArrayList<>();
      data.alarmCounts()
          .forEach(
              count ->
                  rows.add(
                      new String[] {
                        count.detector(),
                        Amounts.count(count.alarms()),
                        Amounts.count(count.traces())
                      }));
      section(
          "Anomalies",
          table(rows, "detector", "alarms", "traces")
              + list(
                  data.alarms().stream()
                      .limit(MOST_ALARMS)
                      .map(alarm -> alarm.text() + " (trace " + alarm.traceId() + ")")
                      .toList()));
    }
    if (!data.spans().isEmpty()) {
      section("A trace", Plots.waterfall(data.spans()));
    }
  }

  private void writeChecks() {
    List<String[]> rows = new ArrayList<>();
    for (Check check : quality.checks()) {
      rows.add(
          new String[] {
            check.passed() ? "passed" : "FAILED",
            check.name(),
            check.subject(),
            check.method(),
            number(check.effect()),
            number(check.tolerance()),
            number(check.pValue()),
            Amounts.count(check.observations())
          });
    }
    section(
        "Statistical checks",
        table(rows, "", "check", "of", "method", "effect", "tolerance", "p", "observations"));
  }

  private void section(String title, String body) {
    html.append("<section><h2>").append(Svg.escape(title)).append("</h2>").append(body);
    html.append("</section>");
  }

  private static String figure(String title, String detail, String drawing) {
    return "<figure><figcaption><b>"
        + Svg.escape(title)
        + "</b> "
        + Svg.escape(detail)
        + "</figcaption>"
        + drawing
        + "</figure>";
  }

  private static String legend() {
    return "<p class=\"legend\"><i class=\"seen\"></i> seen <i class=\"expected\"></i> expected</p>";
  }

  private static String list(List<String> items) {
    StringBuilder body = new StringBuilder("<ul>");
    items.forEach(item -> body.append("<li>").append(Svg.escape(item)).append("</li>"));
    return body + "</ul>";
  }

  private static String table(List<String[]> rows, String... titles) {
    StringBuilder body = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    for (String title : titles) {
      body.append("<th>").append(Svg.escape(title)).append("</th>");
    }
    body.append("</tr></thead><tbody>");
    for (String[] row : rows) {
      body.append("<tr>");
      for (String cell : row) {
        body.append("<td>").append(Svg.escape(cell)).append("</td>");
      }
      body.append("</tr>");
    }
    return body + "</tbody></table></div>";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.css is missing from the command's jar", e);
    }
  }
}
