package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.cli.run.RunTables;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.TableRows;
import io.tracewright.model.run.ValidateSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a table are to be judged, and by what.
 *
 * @param table {@code table} or {@code database.table}
 * @param columns sources of columns that do not have their names in {@code events}
 * @param run judge this run's rows only; null: all
 * @param against what the rows should look like; if it names nothing, their own run's profile
 */
record Judgements(String table, ColumnMap columns, String run, Against against) {
  private static final int MOST_RUNS = 20;

  Judgements {
    if (!SpanTable.isName(table)) {
      throw UserError.badInput("--table '" + table + "': must read like events or db.events");
    }
    if (run != null && !run.matches("[A-Za-z0-9_-]{1,64}")) {
      throw UserError.badInput("--run '" + run + "': must be 1 to 64 letters, digits, '_' or '-'");
    }
  }

  /**
   * One judgement a known run, or one on the table as a whole; at least one.
   *
   * @throws UserError if a table or a column is not there
   */
  List<ValidateSpec> on(ClickHouseSql sql, Instant now) {
    SpanTable judged = new SpanTable(sql, table);
    if (!judged.exists()) {
      throw UserError.badInput("--table " + table + ": there is no such table");
    }
    if (against.table() != null) {
      return List.of(like(judged, new SpanTable(sql, against.table()), now));
    }
    Map<String, String> sources = columns.of(judged);
    if (against.profile() != null) {
      return List.of(spec(now, rows(sources, run), like(against.profile(), now), false));
    }
    RunTables known = new RunTables(sql);
    if (run != null) {
      return List.of(spec(now, rows(sources, run), known.spec(run).orElse(null), true));
    }
    List<RunSpec> made =
        judged.runs().stream()
            .map(known::spec)
            .flatMap(Optional::stream)
            .limit(MOST_RUNS + 1L)
            .toList();
    if (made.size() > MOST_RUNS) {
      throw UserError.badInput(
          "--table " + table + ": holds more than " + MOST_RUNS + " runs; choose one with --run");
    }
    if (made.size() <= 1) {
      // Rows that name another run, or none, are the table's all the same.
      return List.of(spec(now, rows(sources, null), made.isEmpty() ? null : made.get(0), true));
    }
    return made.stream().map(one -> spec(now, rows(sources, one.runId()), one, true)).toList();
  }

  private ValidateSpec like(SpanTable judged, SpanTable reference, Instant now) {
    if (!reference.exists()) {
      throw Against.unknown(reference.name());
    }
    return new ValidateSpec(
        name(now),
        rows(columns.of(judged, reference), run),
        null,
        false,
        new TableRows(reference.name(), columns.of(reference, judged), null));
  }

  private static RunSpec like(WorkloadProfile profile, Instant now) {
    return new RunPlanner(InstantSource.fixed(now))
        .plan(
            RunNames.next(now),
            RunRequest.backFill(profile, null, null, null),
            CorpusCatalog.builtin());
  }

  private TableRows rows(Map<String, String> sources, String ofRun) {
    return new TableRows(table, sources, ofRun);
  }

  private static ValidateSpec spec(Instant now, TableRows rows, RunSpec made, boolean ofRun) {
    return new ValidateSpec(name(now), rows, made, made != null && ofRun, null);
  }

  private static String name(Instant now) {
    return "validate-" + RunNames.next(now);
  }
}
