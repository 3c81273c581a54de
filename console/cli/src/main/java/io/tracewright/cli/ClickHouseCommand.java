package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.clickhouse.EmbeddedService;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clickhouse}: serves a data folder until it is stopped. */
@Command(
    name = "clickhouse",
    mixinStandardHelpOptions = true,
    description = "Serve the embedded ClickHouse on loopback until stopped.")
final class ClickHouseCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataFolder dataFolder;

  @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: 8123).")
  private int port = ClickHouseTarget.DEFAULT_PORT;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw UserError.badInput("--port " + port + ": must be from 0 to 65535");
    }
    PrintWriter out = command.commandLine().getOut();
    try (Session session = new Session()) {
      EmbeddedService service =
          session.own(
              EmbeddedService.open(dataFolder.path(), port, command.commandLine().getErr()));
      if (!service.isOwner()) {
        throw UserError.badInput(
            "--data-dir "
                + dataFolder.path()
                + ": another process serves it at "
                + service.url()
                + "; use that, stop it, or name another folder");
      }
      out.println(service.url());
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
