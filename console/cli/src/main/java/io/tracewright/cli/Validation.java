package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.flink.FlinkTarget;
import io.tracewright.cli.report.Combined;
import io.tracewright.cli.report.ReportTables;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.cli.run.RunTables;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.ValidateSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything between a table's name and its verdict: opens ClickHouse and Flink, finds out which
 * runs the rows are of, and has each judged by a bounded job.
 *
 * @param table {@code table} or {@code database.table}
 * @param columns sources of columns that do not have their names in {@code events}
 * @param run judge this run's rows only; null: all
 * @param against preset or file of a profile that the rows should look like; null: their own run's
 * @param parallelism parallel tasks, at least 1
 * @param flinkUrl cluster to run on; null: one on this machine
 * @param clickHouse server that holds the table
 */
record Validation(
    String table,
    Map<String, String> columns,
    String run,
    String against,
    int parallelism,
    URI flinkUrl,
    ClickHouseChoice clickHouse) {
  private static final int MOST_RUNS = 20;
  private static final int POLL_MS = 200;

  private static final String HAS_RUNS =
      "SELECT count() FROM system.columns WHERE name = 'run_id' AND table = {table:String}"
          + " AND database = if({database:String} = '', currentDatabase(), {database:String})";

  Validation {
    Generation.requireParallelism(parallelism, flinkUrl);
    FlinkTarget.requireHttp(flinkUrl);
    if (!table.matches("[^\\s`.]+(\\.[^\\s`.]+)?")) {
      throw UserError.badInput("--table '" + table + "': must read like events or db.events");
    }
    if (run != null && !run.matches("[A-Za-z0-9_-]{1,64}")) {
      throw UserError.badInput("--run '" + run + "': must be 1 to 64 letters, digits, '_' or '-'");
    }
  }

  /**
   * Judges the table with servers that live as long as the session.
   *
   * @param log where progress is told
   */
  Outcome run(Session session, PrintWriter log) {
    Instant now = Instant.now();
    RunSpec like = against == null ? null : like(now);
    ClickHouseTarget target = clickHouse.open(session, log);
    ClickHouseSql sql = target.sql();
    sql.migrate();
    requireTable(sql);
    List<ValidateSpec> specs = specs(sql, like, now);
    FlinkTarget flink = session.own(openFlink(now));
    log.println("Flink       " + flink.rest().url() + "  (web UI)");
    List<QualityReport> reports = new ArrayList<>();
    for (ValidateSpec spec : specs) {
      log.println(
          "Judging     "
              + table
              + (spec.runId().isEmpty() ? "" : ", run " + spec.runId())
              + (spec.run() == null
                  ? " by its structure: no run that made it is known here, see --against"
                  : " against the profile " + spec.run().profile().name()));
      log.flush();
      follow(flink, submit(flink, target, spec));
      reports.add(
          new ReportTables(sql)
              .quality(spec.reportId())
              .orElseThrow(
                  () -> UserError.failed("the job ended without a verdict" + flink.logHint())));
      log.println("Report      tracewright report " + spec.reportId());
      log.flush();
    }
    flink.discardLogs();
    return new Outcome(specs.get(0).reportId(), Combined.of(reports), sql);
  }

  private RunSpec like(Instant now) {
    RunRequest request = RunRequest.backFill(ProfileChoice.read(against), null, null, null);
    return new RunPlanner(InstantSource.fixed(now))
        .plan(RunNames.next(now), request, CorpusCatalog.builtin());
  }

  private void requireTable(ClickHouseSql sql) {
    String[] name = name();
    boolean known =
        !sql.rows(
                "SELECT 1 FROM system.tables WHERE name = {table:String}"
                    + " AND database = if({database:String} = '', currentDatabase(), {database:String})",
                Map.of("table", name[1], "database", name[0]))
            .isEmpty();
    if (!known) {
      throw UserError.badInput("--table " + table + ": there is no such table");
    }
    columns.forEach((column, source) -> requireColumn(sql, column, source));
  }

  private void requireColumn(ClickHouseSql sql, String column, String source) {
    String named = source.replaceFirst("\\[.*", "");
    boolean known =
        !sql.rows(
                "SELECT 1 FROM system.columns WHERE name = {column:String} AND table = {table:String}"
                    + " AND database = if({database:String} = '', currentDatabase(), {database:String})",
                Map.of("column", named, "table", name()[1], "database", name()[0]))
            .isEmpty();
    if (!known) {
      throw UserError.badInput(
          "--map " + column + "=" + source + ": table " + table + " has no column " + named);
    }
  }

  /** Database, empty for the current one, and table. */
  private String[] name() {
    int dot = table.indexOf('.');
    return dot < 0
        ? new String[] {"", table}
        : new String[] {table.substring(0, dot), table.substring(dot + 1)};
  }

  /** What to judge: each known run's rows by its own spec, or the table as a whole. */
  private List<ValidateSpec> specs(ClickHouseSql sql, RunSpec like, Instant now) {
    if (like != null) {
      return List.of(spec(now, run, like, false));
    }
    if (run != null) {
      return List.of(spec(now, run, new RunTables(sql).spec(run).orElse(null), true));
    }
    List<String> runs = runs(sql);
    RunTables known = new RunTables(sql);
    List<RunSpec> made =
        runs.stream().map(known::spec).flatMap(Optional::stream).limit(MOST_RUNS + 1L).toList();
    if (made.size() > MOST_RUNS) {
      throw UserError.badInput(
          "--table " + table + ": holds more than " + MOST_RUNS + " runs; choose one with --run");
    }
    if (made.size() <= 1) {
      // Rows that name another run, or none, are the table's all the same.
      return List.of(spec(now, null, made.isEmpty() ? null : made.get(0), true));
    }
    return made.stream().map(one -> spec(now, one.runId(), one, true)).toList();
  }

  private List<String> runs(ClickHouseSql sql) {
    String[] name = name();
    Map<String, Object> parameters = Map.of("table", name[1], "database", name[0]);
    if (!sql.rows(HAS_RUNS, parameters).get(0)[0].equals("1")) {
      return List.of();
    }
    String quoted = (name[0].isEmpty() ? "" : "`" + name[0] + "`.") + "`" + name[1] + "`";
    return sql
        .rows(
            "SELECT toString(run_id) AS run FROM "
                + quoted
                + " GROUP BY run HAVING match(run, '^[A-Za-z0-9_-]{1,64}$')"
                + " ORDER BY count() DESC LIMIT 1000",
            Map.of())
        .stream()
        .map(row -> row[0])
        .toList();
  }

  private ValidateSpec spec(Instant now, String runId, RunSpec made, boolean ofRun) {
    return new ValidateSpec(
        "validate-" + RunNames.next(now), table, columns, runId, made, made != null && ofRun);
  }

  private FlinkTarget openFlink(Instant now) {
    return flinkUrl == null
        ? FlinkTarget.local(
            Installation.current().flinkLibraries(),
            clickHouse.folder().resolve("flink").resolve("validate-" + RunNames.next(now)),
            parallelism)
        : FlinkTarget.named(flinkUrl, parallelism);
  }

  private String submit(FlinkTarget flink, ClickHouseTarget target, ValidateSpec spec) {
    String encoded =
        Base64.getEncoder().encodeToString(ModelJson.write(spec).getBytes(StandardCharsets.UTF_8));
    return flink.submit(
        Installation.current().jobJar(),
        List.of("--validate", encoded, "--clickhouse-url", target.url().toString()),
        parallelism,
        "table " + table);
  }

  private static void follow(FlinkTarget flink, String job) {
    try {
      while (true) {
        flink.repair();
        String state = flink.rest().state(job);
        if (state.equals("FINISHED")) {
          return;
        }
        if (state.equals("FAILED") || state.equals("CANCELED")) {
          throw UserError.failed(
              "the validation failed: " + flink.rest().failure(job) + flink.logHint());
        }
        Thread.sleep(POLL_MS);
      }
    } catch (IOException e) {
      throw UserError.failed("Flink no longer answers: " + e.getMessage() + flink.logHint(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.failed("interrupted");
    }
  }

  /**
   * A verdict and where it stands.
   *
   * @param reportId names it in {@code quality_reports}; of several runs, the first one's
   * @param report the verdict on the whole table
   * @param sql open as long as the session
   */
  record Outcome(String reportId, QualityReport report, ClickHouseSql sql) {}
}
