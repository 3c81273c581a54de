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
    if (nameOrFile == null) {
      return Presets.read(DEFAULT_PRESET);
    }
    if (Presets.names().contains(nameOrFile)) {
      return Presets.read(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (Files.notExists(file) || nameOrFile.isEmpty()) {
      throw UserError.badInput(
          "'" + nameOrFile + "': neither a preset (" + presets() + ") nor a file");
    }
    return readFile(file, nameOrFile);
  }

  /** Reads the chosen profile; the default preset when none is chosen. */
  WorkloadProfile read() {
    if (choice == null) {
      return Presets.read(DEFAULT_PRESET);
    }
    if (choice.profile != null) {
      return readFile(choice.profile, "--profile " + choice.profile);
    }
    if (!Presets.names().contains(choice.preset)) {
      throw UserError.badInput(
          "--preset " + choice.preset + ": no such preset, choose one of " + presets());
    }
    return Presets.read(choice.preset);
  }

  private static String presets() {
    return String.join(", ", Presets.names());
  }

  private static WorkloadProfile readFile(Path file, String asked) {
    if (!Files.isRegularFile(file)) {
      throw UserError.badInput(
          asked + (Files.isDirectory(file) ? ": is a folder, not a file" : ": no such file"));
    }
    try {
      return ProfileReader.readFile(file);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }
}
