package io.tracewright.cli;

import io.tracewright.cli.report.ReportOutput;
import io.tracewright.cli.report.ReportTables;
import io.tracewright.model.report.QualityReport;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code validate}: judges any table of spans. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judge any table of spans, whoever made it.",
      "Exit code 0: the verdict is good; 1: it is bad; 2: bad input."
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--table",
      paramLabel = "T",
      required = true,
      description = "Table, as T or DATABASE.T; those like events or otel_traces need no --map.")
  private String table;

  @Option(
      names = "--map",
      paramLabel = "COL=SOURCE",
      description =
          "Column of the table, or COLUMN[KEY] of one that is a map, that holds a column of events;"
              + " repeatable. For the table of --against too: for each where it has the source;"
              + " where one has the column itself and the other the source, the one keeps it.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Judge this run's rows only (default: every run's in the table).")
  private String run;

  @Option(
      names = "--against",
      paramLabel = "NAME|FILE|T",
      description =
          "Preset, file of a profile, or table, as T or DATABASE.T, that the rows should look like;"
              + " looked for in this order (default: profile of the run that made them, if it is"
              + " known here).")
  private String against;

  @Mixin private ClickHouseChoice clickHouse;

  @Option(
      names = "--flink-url",
      paramLabel = "URL",
      description = "Flink cluster to run on (default: one on this machine).")
  private URI flinkUrl;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      description = "Parallel tasks (default: the machine's processors).")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Mixin private ReportOutput output;

  @Override
  public Integer call() {
    output.require();
    Validation validation =
        new Validation(
            new Judgements(table, new ColumnMap(columns), run, Against.read(against)),
            parallelism,
            flinkUrl,
            clickHouse);
    try (Session session = new Session()) {
      Validation.Outcome outcome = validation.run(session, command.commandLine().getErr());
      QualityReport report = outcome.report();
      output.give(
          outcome.reportId(),
          report,
          new ReportTables(outcome.sql()),
          command.commandLine().getOut());
      return report.verdict().equals(QualityReport.GOOD) ? 0 : UserError.FAILED;
    }
  }
}
