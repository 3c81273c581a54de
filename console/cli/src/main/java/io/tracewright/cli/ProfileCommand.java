package io.tracewright.cli;

import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.ProfileReader;
import io.tracewright.model.profile.WorkloadProfile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: looks at profiles. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "List, show and validate workload profiles.")
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
  int validate(@Parameters(paramLabel = "FILE", description = "The YAML file.") Path file) {
    PrintWriter out = command.commandLine().getOut();
    try {
      WorkloadProfile profile = ProfileReader.readFile(file);
      out.printf(
          Locale.ROOT,
          "%s is valid: profile %s, %d workloads, about %.1f spans a trace%n",
          file,
          profile.name(),
          profile.workloads().size(),
          profile.expectedSpansPerTrace());
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
    out.flush();
    return 0;
  }
}
