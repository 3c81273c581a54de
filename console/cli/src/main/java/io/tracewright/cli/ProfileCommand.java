package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.explain.Explanation;
import io.tracewright.cli.explain.ExplanationText;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunPreparation;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.ProfileReader;
import io.tracewright.model.profile.ProfileReference;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: looks at profiles. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "List, show, validate and explain workload profiles.")
final class ProfileCommand {
  @Spec private CommandSpec command;

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List the presets.")
  int list() {
    PrintWriter out = command.commandLine().getOut();
    for (String name : Presets.names()) {
      out.printf(Locale.ROOT, "%-24s %s%n", name, Presets.read(name).description());
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print a preset's YAML, to start your own from.")
  int show(@Parameters(paramLabel = "NAME", description = "The preset.") String name) {
    PrintWriter out = command.commandLine().getOut();
    try {
      out.print(Presets.text(name));
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Check a profile and report every problem.")
  int validate(
      @Parameters(paramLabel = "FILE", description = "The YAML file.") Path file,
      @Option(
              names = "--clickhouse-url",
              paramLabel = "URL",
              description = "ClickHouse to look for its corpora in (default: the embedded server).")
          URI clickHouseUrl,
      @Mixin DataFolder dataFolder) {
    PrintWriter out = command.commandLine().getOut();
    try {
      WorkloadProfile profile = ProfileReader.readFile(file);
      resolveCorpora(profile, clickHouseUrl, dataFolder);
      out.printf(
          Locale.ROOT,
          "%s is valid: profile %s, %d workloads%n",
          file,
          profile.name(),
          profile.workloads().size());
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
    out.flush();
    return 0;
  }

  /** As a run would; ClickHouse is asked only if something may have been imported there. */
  private void resolveCorpora(WorkloadProfile profile, URI clickHouseUrl, DataFolder dataFolder) {
    RunRequest request = new RunRequest(profile, null, null, List.of(), null, false, null, null);
    boolean nothingImported = clickHouseUrl == null && !Files.exists(dataFolder.path());
    if (nothingImported || CorpusCatalog.onlyBuiltin(request)) {
      CorpusCatalog.resolve(request, List.of());
      return;
    }
    try (Session session = new Session()) {
      ClickHouseTarget clickHouse =
          session.own(
              ClickHouseTarget.open(
                  clickHouseUrl, dataFolder.path(), command.commandLine().getErr()));
      clickHouse.sql().migrate();
      new CorpusCatalog(clickHouse.sql()).resolve(request);
    }
  }

  @Command(
      name = "reference",
      mixinStandardHelpOptions = true,
      description = "Print every key of a profile: type, unit, range, default (Markdown).")
  int reference() {
    PrintWriter out = command.commandLine().getOut();
    out.print(ProfileReference.markdown());
    out.flush();
    return 0;
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Say what a profile will produce: demand by the hour, mix, rows, cost, incidents.")
  int explain(
      @Parameters(
              paramLabel = "NAME|FILE",
              arity = "0..1",
              description = "A preset or a YAML file (default: the preset default).")
          String nameOrFile,
      @Option(names = "--traces", paramLabel = "N", description = "Traces to make.") Long traces,
      @Option(names = "--seed", paramLabel = "S", description = "Seed of every random choice.")
          Long seed,
      @Option(names = "--json", description = "Print it as one JSON object.") boolean json) {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter log = command.commandLine().getErr();
    RunRequest request =
        new RunRequest(
            ProfileChoice.read(nameOrFile), traces, seed, List.of(), null, false, null, null);
    RunSpec planned =
        new RunPlanner(InstantSource.system()).plan("explain", request, CorpusCatalog.builtin());
    List<LoadedCorpus> corpora = CorpusRecords.builtin();
    RunSpec spec = new RunPreparation(corpora, log::println).calibrated(planned);
    Explanation explanation = Explanation.of(spec, corpora);
    if (json) {
      out.println(ModelJson.write(explanation));
    } else {
      ExplanationText.lines(explanation).forEach(out::println);
    }
    log.flush();
    out.flush();
    return 0;
  }
}
