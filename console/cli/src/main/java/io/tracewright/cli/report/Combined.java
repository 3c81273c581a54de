package io.tracewright.cli.report;

import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** One verdict on the runs of a table: as bad as the worst of them. */
public final class Combined {
  private Combined() {}

  /**
   * Combines the verdicts on the runs of a table.
   *
   * @param reports at least one; a single one stays as it is
   */
  public static QualityReport of(List<QualityReport> reports) {
    QualityReport worst =
        reports.stream()
            .min(
                Comparator.comparing((QualityReport r) -> r.verdict().equals(QualityReport.GOOD))
                    .thenComparing(r -> r.scores().overall()))
            .orElseThrow();
    if (reports.size() == 1) {
      return worst;
    }
    return new QualityReport(
        "",
        worst.table(),
        worst.against(),
        worst.verdict(),
        sum(reports, QualityReport::rows),
        sum(reports, QualityReport::traces),
        sum(reports, QualityReport::orphans),
        sum(reports, QualityReport::duplicates),
        sum(reports, QualityReport::outOfWindow),
        sum(reports, QualityReport::schemaErrors),
        new Scores(
            least(reports, Scores::completeness),
            least(reports, Scores::accuracy),
            least(reports, Scores::consistency),
            least(reports, Scores::diversity),
            least(reports, Scores::overall)),
        reports.stream()
            .flatMap(report -> report.findings().stream().map(f -> named(f, report.runId())))
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList(),
        all(reports, report -> report.checks().stream()),
        worst.shapes(),
        all(reports, report -> report.notAssessed().stream()));
  }

  private static Finding named(Finding finding, String run) {
    return new Finding(
        finding.check(),
        finding.severity(),
        finding.count(),
        "run " + run + ": " + finding.text(),
        finding.sql());
  }

  private static long sum(List<QualityReport> reports, ToLongFunction<QualityReport> count) {
    return reports.stream().mapToLong(count).sum();
  }

  private static double least(List<QualityReport> reports, ToDoubleFunction<Scores> score) {
    return reports.stream().map(QualityReport::scores).mapToDouble(score).min().orElseThrow();
  }

  private static <T> List<T> all(
      List<QualityReport> reports, Function<QualityReport, Stream<T>> part) {
    return reports.stream().flatMap(part).toList();
  }
}
