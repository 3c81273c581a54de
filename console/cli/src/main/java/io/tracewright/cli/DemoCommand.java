package io.tracewright.cli;

import io.tracewright.cli.run.RunRequest;
import io.tracewright.model.profile.Presets;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo}: a million rows of the default preset, and a look at them. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Make a million rows on this machine and show what they look like.")
final class DemoCommand implements Callable<Integer> {
  /** Makes just over a million rows with the preset's seed. */
  private static final long TRACES = 111_000;

  @Spec private CommandSpec command;
  @Mixin private DataFolder dataFolder;

  @Override
  public Integer call() throws IOException {
    RunRequest request = RunRequest.backFill(Presets.read("default"), TRACES, null, null);
    Generation generation =
        new Generation(
            request,
            true,
            Runtime.getRuntime().availableProcessors(),
            null,
            null,
            dataFolder.path());
    PrintWriter out = command.commandLine().getOut();
    try (Session session = new Session()) {
      Generation.Outcome outcome = generation.run(session, command.commandLine().getErr());
      Summary.print(outcome.result(), dataFolder.option(), out);
      for (String query : Summary.queries(outcome.result().runId())) {
        out.println();
        out.println(query);
        out.flush();
        outcome.clickHouse().sql().print(query, "PrettyCompactNoEscapes", stdout());
      }
      return outcome.result().passed() ? 0 : UserError.FAILED;
    }
  }

  private static PrintStream stdout() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }
}
