package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusImport;
import io.tracewright.model.run.CorpusRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corpus}: brings real prompts and responses in. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Import and list corpora of prompts and responses.")
final class CorpusCommand {
  @Spec private CommandSpec command;

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Import JSON lines, a JSON array or CSV (plain or .gz) as a new version.")
  int importFile(
      @Parameters(paramLabel = "FILE", description = "The file.") Path file,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "Name of the corpus (default: the file's).")
          String name,
      @Mixin ClickHouseChoice server)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter log = command.commandLine().getErr();
    CorpusImport plan = CorpusImport.of(file, name);
    try (Session session = new Session()) {
      ClickHouseTarget clickHouse = server.open(session, log);
      clickHouse.sql().migrate();
      CorpusImport.Result result = plan.run(clickHouse.sql(), log);
      out.printf(
          Locale.ROOT,
          "%s: %,d records imported, %,d dropped%n",
          result.corpus().label(),
          result.report().good(),
          result.report().bad());
      out.flush();
    }
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the imported corpora and their versions.")
  int list(@Mixin ClickHouseChoice server) {
    PrintWriter out = command.commandLine().getOut();
    try (Session session = new Session()) {
      ClickHouseTarget clickHouse = server.open(session, command.commandLine().getErr());
      clickHouse.sql().migrate();
      for (CorpusCatalog.Entry entry : new CorpusCatalog(clickHouse.sql()).entries()) {
        CorpusRef corpus = entry.corpus();
        out.printf(
            Locale.ROOT,
            "%-32s %,12d records  %s%n",
            corpus.label(),
            entry.records(),
            entry.source());
      }
      out.flush();
    }
    return 0;
  }
}
