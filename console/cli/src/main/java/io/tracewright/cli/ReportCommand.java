package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.report.ReportOutput;
import io.tracewright.cli.report.ReportTables;
import io.tracewright.model.report.QualityReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: what was found out about a run while it was made. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Say how good a run's rows are: scores, findings, groups, patterns, anomalies.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "RUN", description = "The run, or the report that validate has named.")
  private String run;

  @Mixin private ReportOutput output;
  @Mixin private ClickHouseChoice clickHouse;

  @Override
  public Integer call() {
    output.require();
    try (Session session = new Session()) {
      ClickHouseTarget target = clickHouse.open(session, command.commandLine().getErr());
      target.sql().migrate();
      ReportTables tables = new ReportTables(target.sql());
      QualityReport quality =
          tables
              .quality(run)
              .orElseThrow(
                  () ->
                      UserError.badInput(
                          "'"
                              + run
                              + "': no report of that name. A run has one when it has ended, unless it was"
                              + " made with --no-analysis (then: ./tracewright validate --table"
                              + " events --run RUN); see: ./tracewright sql \"SELECT report_id, verdict FROM quality_reports"
                              + " FINAL ORDER BY reported_at DESC LIMIT 10\""));
      output.give(run, quality, tables, command.commandLine().getOut());
      return 0;
    }
  }
}
