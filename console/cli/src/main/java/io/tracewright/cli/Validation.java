package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.flink.FlinkTarget;
import io.tracewright.cli.report.Combined;
import io.tracewright.cli.report.ReportTables;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.run.ValidateSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Everything between a table's name and its verdict: opens ClickHouse and Flink, and has the rows
 * judged by bounded jobs.
 *
 * @param judgements which rows are judged, and by what
 * @param parallelism parallel tasks, at least 1
 * @param flinkUrl cluster to run on; null: one on this machine
 * @param clickHouse server that holds the table
 */
record Validation(
    Judgements judgements, int parallelism, URI flinkUrl, ClickHouseChoice clickHouse) {
  private static final int POLL_MS = 200;

  Validation {
    Generation.requireParallelism(parallelism, flinkUrl);
    FlinkTarget.requireHttp(flinkUrl);
  }

  /**
   * Judges the table with servers that live as long as the session.
   *
   * @param log where progress is told
   */
  Outcome run(Session session, PrintWriter log) {
    Instant now = Instant.now();
    ClickHouseTarget target = clickHouse.open(session, log);
    ClickHouseSql sql = target.sql();
    sql.migrate();
    List<ValidateSpec> specs = judgements.on(sql, now);
    FlinkTarget flink = session.own(openFlink(now));
    log.println("Flink       " + flink.rest().url() + "  (web UI)");
    List<QualityReport> reports = new ArrayList<>();
    for (ValidateSpec spec : specs) {
      log.println("Judging     " + spec.rows().table() + of(spec) + against(spec));
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

  private static String of(ValidateSpec spec) {
    return spec.rows().runId().isEmpty() ? "" : ", run " + spec.rows().runId();
  }

  private static String against(ValidateSpec spec) {
    if (spec.reference() != null) {
      return " against the table " + spec.reference().table();
    }
    return spec.run() == null
        ? " by its structure: no run that made it is known here, see --against"
        : " against the profile " + spec.run().profile().name();
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
        "validation");
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
