package io.tracewright.cli;

import com.clickhouse.data.ClickHouseFormat;
import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.clickhouse.ClickHouseSqlException;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: runs a query and prints what ClickHouse prints. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Run a query and print its result.")
final class SqlCommand implements Callable<Integer> {
  private static final Duration LONGEST_QUERY = Duration.ofHours(1);

  @Spec private CommandSpec command;
  @Mixin private ClickHouseChoice server;

  @Parameters(paramLabel = "QUERY", description = "The query.")
  private String query;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "ClickHouse format of the result (default: TabSeparated).")
  private String format = "TabSeparated";

  @Override
  public Integer call() throws IOException {
    if (Arrays.stream(ClickHouseFormat.values()).noneMatch(known -> known.name().equals(format))) {
      throw UserError.badInput(
          "--format "
              + format
              + ": must be a ClickHouse format, for example TabSeparated,"
              + " PrettyCompact, CSVWithNames or JSONEachRow");
    }
    try (Session session = new Session()) {
      ClickHouseTarget clickHouse = server.open(session, command.commandLine().getErr());
      try (ClickHouseSql patient = new ClickHouseSql(clickHouse.url(), LONGEST_QUERY)) {
        patient.print(query, format, System.out);
      }
      System.out.flush();
      return 0;
    } catch (ClickHouseSqlException e) {
      throw UserError.failed(e.getMessage(), e);
    }
  }
}
