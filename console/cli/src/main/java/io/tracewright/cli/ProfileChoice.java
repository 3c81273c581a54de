package io.tracewright.cli;

import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.ProfileReader;
import io.tracewright.model.profile.WorkloadProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options {@code --preset} and {@code --profile}: at most one of them. */
final class ProfileChoice {
  private static final String DEFAULT_PRESET = "default";

  @ArgGroup(exclusive = true)
  private Choice choice;

  /** Either option. */
  static final class Choice {
    @Option(
        names = "--preset",
        paramLabel = "NAME",
        description = "Profile that ships with the product (see: profile list).")
    private String preset;

    @Option(names = "--profile", paramLabel = "FILE", description = "Profile in a YAML file.")
    private Path profile;
  }

  /** Reads a preset by its name, or else a file; the default preset for null. */
  static WorkloadProfile read(String nameOrFile) {
    try {
      if (nameOrFile == null || Presets.names().contains(nameOrFile)) {
        return Presets.read(nameOrFile == null ? DEFAULT_PRESET : nameOrFile);
      }
      Path file = Path.of(nameOrFile);
      if (!Files.exists(file)) {
        throw UserError.badInput(
            nameOrFile
                + ": neither a preset ("
                + String.join(", ", Presets.names())
                + ") nor a file");
      }
      return ProfileReader.readFile(file);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }

  /** Reads the chosen profile; the default preset when none is chosen. */
  WorkloadProfile read() {
    try {
      if (choice != null && choice.profile != null) {
        return ProfileReader.readFile(choice.profile);
      }
      return Presets.read(choice == null || choice.preset == null ? DEFAULT_PRESET : choice.preset);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }
}
