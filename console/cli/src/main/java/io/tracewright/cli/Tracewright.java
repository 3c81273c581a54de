package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseSqlException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code tracewright} command. */
@Command(
    name = "tracewright",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    description = "Synthetic AI-agent and LLM workload telemetry, exactly once into ClickHouse.",
    subcommands = {
      DemoCommand.class,
      GenerateCommand.class,
      ProfileCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      CorpusCommand.class,
      SqlCommand.class,
      ClickHouseCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {"", "./tracewright test builds everything and runs every test."})
public final class Tracewright {
  private Tracewright() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    CommandLine command = new CommandLine(new Tracewright());
    return command
        .setExecutionExceptionHandler(Tracewright::explain)
        .setParameterExceptionHandler(Tracewright::refuse)
        .execute(arguments);
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof UserError error) {
      tell(command, error.getMessage());
      return error.exitCode();
    }
    if (failure instanceof ClickHouseSqlException refused) {
      tell(command, "ClickHouse did not do as asked: " + refused.getMessage());
      return UserError.FAILED;
    }
    tell(command, "internal error, please report it: " + failure);
    failure.printStackTrace(command.getErr());
    return UserError.FAILED;
  }

  private static int refuse(CommandLine.ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    tell(command, ParseErrors.describe(problem));
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return UserError.BAD_INPUT;
  }

  private static void tell(CommandLine command, String message) {
    PrintWriter log = command.getErr();
    log.println("tracewright: " + message);
    log.flush();
  }
}
