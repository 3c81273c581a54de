package io.tracewright.cli;

import io.tracewright.model.run.TableRows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code --map} tells: sources of columns that do not have their names in {@code events}.
 *
 * <p>With a table as reference it holds for both tables, for each where it has the source. Where
 * only one of them has the column under its own name and the other the source, the first keeps its
 * own: so a foreign table with a {@code service_name} that stands for the workload can be held
 * against {@code events}, which has both.
 */
record ColumnMap(Map<String, String> sources) {

  ColumnMap {
    sources.forEach(
        (column, source) -> {
          try {
            TableRows.requireMappable(column);
          } catch (IllegalArgumentException e) {
            throw UserError.badInput("--map " + column + "=" + source + ": " + e.getMessage(), e);
          }
        });
  }

  /**
   * The sources for a table.
   *
   * @throws UserError if it lacks one
   */
  Map<String, String> of(SpanTable table) {
    sources.forEach(
        (column, source) -> {
          if (!table.has(source)) {
            throw lacking(column, source, "table " + table.name() + " has no column ");
          }
        });
    return sources;
  }

  /**
   * The sources for one of two tables.
   *
   * @throws UserError if both lack one
   */
  Map<String, String> of(SpanTable table, SpanTable other) {
    Map<String, String> held = new LinkedHashMap<>();
    sources.forEach(
        (column, source) -> {
          boolean here = table.has(source);
          boolean there = other.has(source);
          if (!here && !there) {
            throw lacking(
                column,
                source,
                "neither table " + table.name() + " nor table " + other.name() + " has a column ");
          }
          if (here && !(there && table.has(column) && !other.has(column))) {
            held.put(column, source);
          }
        });
    return held;
  }

  private static UserError lacking(String column, String source, String who) {
    return UserError.badInput(
        "--map " + column + "=" + source + ": " + who + source.replaceFirst("\\[.*", ""));
  }
}
