package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.explain.Explanation;
import io.tracewright.cli.explain.ExplanationText;
import io.tracewright.cli.run.GenerationSpeed;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunPreparation;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.ProfileReference;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.io.PrintWriter;
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
      @Parameters(
              paramLabel = "NAME|FILE",
              arity = "0..1",
              description = "A preset or a YAML file (default: the preset default).")
          String nameOrFile,
      @Mixin ClickHouseChoice clickHouse) {
    PrintWriter out = command.commandLine().getOut();
    WorkloadProfile profile = ProfileChoice.read(nameOrFile);
    try {
      resolveCorpora(profile, clickHouse);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
    int workloads = profile.workloads().size();
    out.printf(
        Locale.ROOT,
        "%s is valid: profile %s, %d workload%s%n",
        nameOrFile == null ? profile.name() : nameOrFile,
        profile.name(),
        workloads,
        workloads == 1 ? "" : "s");
    out.flush();
    return 0;
  }

  /** As a run would; ClickHouse is asked only if something may have been imported there. */
  private void resolveCorpora(WorkloadProfile profile, ClickHouseChoice clickHouse) {
    RunRequest request = new RunRequest(profile, null, null, List.of(), null, false, null, null);
    if (!clickHouse.mayHoldCorpora() || CorpusCatalog.onlyBuiltin(request)) {
      CorpusCatalog.resolve(request, List.of());
      return;
    }
    try (Session session = new Session()) {
      ClickHouseTarget target = clickHouse.open(session, command.commandLine().getErr());
      target.sql().migrate();
      new CorpusCatalog(target.sql()).resolve(request);
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
    RunRequest request = RunRequest.backFill(ProfileChoice.read(nameOrFile), traces, seed, null);
    RunSpec planned =
        new RunPlanner(InstantSource.system()).plan("explain", request, CorpusCatalog.builtin());
    List<LoadedCorpus> corpora = CorpusRecords.builtin();
    RunSpec spec = new RunPreparation(corpora, log::println).calibrated(planned);
    double generated =
        GenerationSpeed.rowsPerSecond(spec, corpora, System::nanoTime)
            * Runtime.getRuntime().availableProcessors();
    Explanation explanation = Explanation.of(spec, corpora, generated);
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
