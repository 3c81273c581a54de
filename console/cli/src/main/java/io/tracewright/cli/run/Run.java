package io.tracewright.cli.run;

import io.tracewright.cli.UserError;
import io.tracewright.cli.clickhouse.ClickHouseSqlException;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.flink.FlinkRestException;
import io.tracewright.cli.flink.FlinkTarget;
import io.tracewright.cli.report.ReportTables;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run: submits the job, shows its progress until it ends, and checks what it left. */
public final class Run implements AutoCloseable {
  private static final String WAITING_FOR_FLINK = "waiting for Flink";
  private static final long FLINK_PATIENCE_MS = 120_000;
  private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");
  private static final long CANCEL_PATIENCE_MS = 15_000;
  private static final long SILENCE_WORTH_A_WORD_MS = 15_000;
  private static final int POLL_MS = 500;

  private final PreparedRun prepared;
  private final RunSpec spec;
  private final ClickHouseTarget clickHouse;
  private final FlinkTarget flink;
  private final RunTables tables;
  private final ProgressBar bar;
  private final InstantSource clock;
  private volatile String job = "";
  private volatile boolean ended;
  private long lastAcknowledgedMs;
  private long lastAnswerMs;
  private long startedMs;
  private Progress known = Progress.NONE;

  public Run(
      PreparedRun prepared,
      ClickHouseTarget clickHouse,
      FlinkTarget flink,
      ProgressOutput output,
      InstantSource clock) {
    this.prepared = prepared;
    this.spec = prepared.spec();
    this.clickHouse = clickHouse;
    this.flink = flink;
    this.tables = new RunTables(clickHouse.sql());
    this.bar = new ProgressBar(output.writer(), output.terminal(), spec.chunks());
    this.clock = clock;
  }

  /**
   * Runs to the end, good or bad.
   *
   * @param analysis whether rows are analysed while they flow
   * @throws UserError if the job cannot be submitted
   */
  public RunResult execute(Path jobJar, int parallelism, boolean analysis) {
    long startMs = clock.millis();
    submit(jobJar, parallelism, analysis);
    lastAnswerMs = startMs;
    startedMs = startMs;
    record("running", "");
    Progress progress;
    try {
      progress = follow();
    } catch (UserError e) {
      bar.end("tracewright: " + e.getMessage());
      return RunResult.failed(prepared, known, (clock.millis() - startMs) / 1000.0, e.getMessage());
    }
    double seconds = Math.max(1, lastAcknowledgedMs - startMs) / 1000.0;
    PostChecks.Findings findings;
    double costUsd;
    RunQuality quality;
    try {
      findings = new PostChecks(clickHouse.sql(), spec).run(progress);
      costUsd = tables.costUsd(spec);
      quality =
          new ReportTables(clickHouse.sql()).quality(spec.runId()).map(RunQuality::of).orElse(null);
    } catch (ClickHouseSqlException e) {
      String reason = "the checks could not be made: " + e.getMessage();
      bar.end("tracewright: " + reason + flink.logHint());
      return RunResult.failed(prepared, progress, seconds, reason);
    }
    boolean passed = findings.failures().isEmpty();
    record("finished", lastWords(findings.failures()));
    if (passed) {
      flink.discardLogs();
    }
    return new RunResult(
        spec.runId(),
        progress.traces(),
        findings.rows(),
        progress.rows(),
        progress.rejectedRows(),
        seconds,
        Math.round(progress.rows() / seconds),
        spec.table(),
        findings.contentHash(),
        passed ? "passed" : "failed",
        findings.parts(),
        findings.failures(),
        RunCost.of(prepared, costUsd),
        quality);
  }

  /** What is to be remembered of a finished run: what the budget did, and what did not hold. */
  private String lastWords(List<String> failures) {
    return Stream.concat(
            Stream.of(prepared.budgetSentence()).filter(sentence -> !sentence.isEmpty()),
            failures.stream())
        .collect(Collectors.joining("; "));
  }

  /** Cancels the job, if it has not ended. */
  @Override
  public void close() {
    if (job.isEmpty() || ended) {
      return;
    }
    try {
      flink.rest().cancel(job);
      awaitCancelled();
      removeUnstoredTruth();
      bar.end("run " + spec.runId() + " cancelled; what is acknowledged is whole");
      record("cancelled", "");
    } catch (IOException e) {
      bar.end("run " + spec.runId() + " could not be cancelled: " + e.getMessage());
    }
  }

  /** Waits, as long as a user does who has pressed Ctrl-C, until nothing is written any more. */
  private void awaitCancelled() throws IOException {
    long deadlineMs = clock.millis() + CANCEL_PATIENCE_MS;
    while (!ENDED.contains(flink.rest().state(job)) && clock.millis() < deadlineMs) {
      pause();
    }
  }

  private void removeUnstoredTruth() {
    try {
      UnstoredTruth.remove(clickHouse.sql(), spec);
    } catch (ClickHouseSqlException e) {
      bar.end("ground_truth may tell of rows that were not stored: " + e.getMessage());
    }
  }

  private void submit(Path jobJar, int parallelism, boolean analysis) {
    String encoded =
        Base64.getEncoder().encodeToString(ModelJson.write(spec).getBytes(StandardCharsets.UTF_8));
    job =
        flink.submit(
            jobJar,
            List.of(
                "--spec",
                encoded,
                "--clickhouse-url",
                clickHouse.url().toString(),
                "--analysis",
                Boolean.toString(analysis)),
            parallelism,
            "run");
  }

  private Progress follow() {
    Progress progress = Progress.NONE;
    while (true) {
      String state = state();
      String note = state.equals("RUNNING") || state.equals("FINISHED") ? "" : state;
      boolean upToDate = false;
      try {
        Progress seen = tables.progress(spec.runId());
        if (seen.chunks() > progress.chunks()) {
          lastAcknowledgedMs = clock.millis();
        }
        progress = seen;
        known = seen;
        upToDate = true;
      } catch (ClickHouseSqlException e) {
        note = "waiting for ClickHouse";
      }
      long silentMs = clock.millis() - Math.max(lastAcknowledgedMs, startedMs);
      if (note.isEmpty() && silentMs > SILENCE_WORTH_A_WORD_MS && !spec.live()) {
        note = "no acknowledgement for " + silentMs / 1000 + " s";
      }
      bar.show(progress, clock.millis(), note);
      if (state.equals("FINISHED") && upToDate) {
        end();
        return progress;
      }
      if (state.equals("FAILED") || state.equals("CANCELED")) {
        end();
        throw unsuccessful(state, progress);
      }
      pause();
    }
  }

  private void end() {
    ended = true;
    bar.end("");
  }

  private UserError unsuccessful(String state, Progress progress) {
    String reason = state.equals("CANCELED") ? "cancelled" : "failed: " + failure();
    removeUnstoredTruth();
    record(state.equals("CANCELED") ? "cancelled" : "failed", reason);
    return UserError.failed(
        "run "
            + spec.runId()
            + " "
            + reason
            + "\n"
            + progress.rows()
            + " rows are acknowledged and whole."
            + flink.logHint());
  }

  private String state() {
    try {
      flink.repair();
      String state = flink.rest().state(job);
      lastAnswerMs = clock.millis();
      return state;
    } catch (FlinkRestException e) {
      if (e.status() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw lost("Flink at " + flink.rest().url() + " no longer knows the job " + job);
      }
      return WAITING_FOR_FLINK;
    } catch (IOException e) {
      if (clock.millis() - lastAnswerMs > FLINK_PATIENCE_MS) {
        throw lost("Flink at " + flink.rest().url() + " has not answered for 2 minutes");
      }
      return WAITING_FOR_FLINK;
    }
  }

  private UserError lost(String reason) {
    end();
    record("lost", reason);
    return UserError.failed(reason + "; what is acknowledged is whole" + flink.logHint());
  }

  /** What is known of a run must not be lost because ClickHouse cannot take a note of it. */
  private void record(String state, String message) {
    try {
      tables.record(spec, state, job, message);
    } catch (ClickHouseSqlException e) {
      bar.end("the run's state '" + state + "' could not be noted: " + e.getMessage());
    }
  }

  private String failure() {
    try {
      return flink.rest().failure(job);
    } catch (IOException e) {
      return "Flink no longer says why";
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.failed("interrupted");
    }
  }
}
