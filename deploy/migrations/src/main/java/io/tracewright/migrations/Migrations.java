package io.tracewright.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a database to the present schema.
 *
 * <p>Files are applied in their order, each once, as the table {@code schema_migrations} records;
 * what somebody has dropped since is made again. Every statement is idempotent, so two programs
 * that migrate at the same time do no harm. How SQL reaches ClickHouse is the caller's affair.
 */
public final class Migrations {
  private static final List<String> FILES =
      List.of(
          "001_events.sql",
          "002_views.sql",
          "003_runs.sql",
          "004_corpora.sql",
          "005_ground_truth.sql",
          "006_analysis.sql");

  private static final String CREATE_LEDGER =
      "CREATE TABLE IF NOT EXISTS schema_migrations (file String, applied_at DateTime64(3, 'UTC'))"
          + " ENGINE = ReplacingMergeTree(applied_at) ORDER BY file";

  private static final Pattern CREATED =
      Pattern.compile("CREATE (?:TABLE|(?:MATERIALIZED )?VIEW) IF NOT EXISTS (\\w+)");

  private Migrations() {}

  /**
   * Applies what is missing.
   *
   * @param execute runs one statement and waits for it
   * @param query runs a query of one column and gives its values
   * @throws TableShapeException if a table of ours stood there before, in another shape
   */
  public static void apply(Consumer<String> execute, Function<String, List<String>> query) {
    execute.accept(CREATE_LEDGER);
    List<String> applied = query.apply("SELECT DISTINCT file FROM schema_migrations");
    List<String> present =
        query.apply("SELECT name FROM system.tables WHERE database = currentDatabase()");
    for (String file : FILES) {
      boolean isNew = !applied.contains(file);
      for (String statement : statements(file)) {
        if (isNew || !present.contains(name(statement))) {
          execute.accept(statement);
          TableShape.createdBy(statement).ifPresent(shape -> shape.check(query));
        }
      }
      if (isNew) {
        execute.accept("INSERT INTO schema_migrations VALUES ('" + file + "', now64(3, 'UTC'))");
      }
    }
  }

  /** The table or view that a statement makes. */
  private static String name(String statement) {
    Matcher created = CREATED.matcher(statement);
    if (!created.lookingAt()) {
      throw new IllegalStateException("not a CREATE … IF NOT EXISTS: " + statement);
    }
    return created.group(1);
  }

  /** The statements of a file, comments and blank lines left out. */
  static List<String> statements(String file) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : read(file).split("\n", -1)) {
      if (line.isBlank() || line.startsWith("--")) {
        continue;
      }
      statement.append(line).append('\n');
      if (line.endsWith(";")) {
        statements.add(statement.substring(0, statement.lastIndexOf(";")));
        statement.setLength(0);
      }
    }
    if (!statement.isEmpty()) {
      throw new IllegalStateException("migration " + file + " does not end with ';'");
    }
    return statements;
  }

  private static String read(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("migration " + file + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
