package io.tracewright.cli;

import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code --against} names: a preset before a file, a file before a table.
 *
 * <p>What has a slash or ends in {@code .yaml}, {@code .yml} or {@code .json} is a file, there or
 * not; {@code DATABASE.T} reaches a table that has the name of a preset.
 *
 * @param profile what rows should be like; null: a table is named, or nothing
 * @param table table whose rows they should be like, which may be there or not; null: none is named
 */
record Against(WorkloadProfile profile, String table) {

  /** Reads what is named; null: nothing. */
  static Against read(String name) {
    if (name == null) {
      return new Against(null, null);
    }
    if (Presets.names().contains(name) || Files.isRegularFile(Path.of(name))) {
      return new Against(ProfileChoice.read(name), null);
    }
    if (name.contains("/") || name.matches(".*\\.(yaml|yml|json)") || !SpanTable.isName(name)) {
      throw unknown(name);
    }
    return new Against(null, name);
  }

  /** The refusal of a name that nothing has. */
  static UserError unknown(String name) {
    return UserError.badInput(
        "--against "
            + (name.isBlank() || name.contains(" ") ? "'" + name + "'" : name)
            + ": neither a preset ("
            + String.join(", ", Presets.names())
            + ") nor a file nor a table on the server");
  }
}
