package io.tracewright.cli.run;

import io.tracewright.cli.UserError;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Turns a request into the spec of a run: fills in defaults, pins the window, checks limits. */
public final class RunPlanner {
  private static final String TABLE = "events";
  private static final int ROWS_PER_CHUNK = 8_192;
  private static final int MAX_ROWS_PER_CHUNK = 100_000;

  /** The tables' 90 days, less one for the hourly views, which expire by the start of the hour. */
  private static final Duration KEPT = Duration.ofDays(89);

  private static final Duration LONGEST_LIVE_RUN = Duration.ofDays(60);

  private final InstantSource clock;

  public RunPlanner(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Plans a run.
   *
   * @param corpora the corpora that the request names, resolved
   * @throws UserError for a value out of its range, naming the option, the value and the rule
   */
  public RunSpec plan(String runId, RunRequest request, List<CorpusRef> corpora) {
    WorkloadProfile profile = request.profile();
    long traces = request.traces() == null ? profile.scale().traces() : request.traces();
    if (traces < 1) {
      throw UserError.badInput("--traces " + traces + ": must be at least 1");
    }
    if (request.live() != (request.ratePerSecond() != null)) {
      throw UserError.badInput(
          request.live()
              ? "--live: needs --rate, the traces that start each second"
              : "--rate " + request.ratePerSecond() + ": goes with --live");
    }
    return request.live()
        ? live(runId, request, traces, corpora)
        : backFill(runId, request, traces, corpora);
  }

  private RunSpec backFill(String runId, RunRequest request, long traces, List<CorpusRef> corpora) {
    Window window = request.profile().window();
    Instant end =
        window.end() == null
            ? clock.instant().truncatedTo(ChronoUnit.DAYS)
            : Instant.parse(window.end());
    Instant start = end.minus(Duration.ofDays(window.days()));
    Instant oldest = clock.instant().minus(KEPT);
    if (start.isBefore(oldest)) {
      throw UserError.badInput(
          "window: starts "
              + start
              + ", before "
              + oldest.truncatedTo(ChronoUnit.SECONDS)
              + ", from which on ClickHouse keeps rows (89 days): move window.end or lower"
              + " window.days");
    }
    return spec(
        runId,
        request,
        traces,
        chunkTraces(request, MAX_ROWS_PER_CHUNK),
        start.toEpochMilli(),
        end.toEpochMilli(),
        corpora);
  }

  private RunSpec live(String runId, RunRequest request, long traces, List<CorpusRef> corpora) {
    double rate = request.ratePerSecond();
    if (!(rate > 0) || rate > 1_000_000) {
      throw UserError.badInput(
          "--rate " + rate + ": must be above 0 and at most 1,000,000 traces a second");
    }
    long longestMs = request.profile().limits().maxTraceDurationMs();
    // A chunk is due when its last span can have ended, so the first is due about now.
    long startMs = clock.millis() - longestMs;
    double durationMs = 1000 * traces / rate;
    if (durationMs > LONGEST_LIVE_RUN.toMillis()) {
      throw UserError.badInput(
          "--rate "
              + rate
              + ": "
              + traces
              + " traces would take "
              + Math.round(durationMs / Duration.ofDays(1).toMillis())
              + " days, at most "
              + LONGEST_LIVE_RUN.toDays()
              + " may; raise it or lower --traces");
    }
    long endMs = clock.millis() + Math.max(1, Math.round(durationMs));
    int perSecond = (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(rate)));
    int chunkTraces = Math.min(chunkTraces(request, MAX_ROWS_PER_CHUNK), perSecond);
    return spec(runId, request, traces, chunkTraces, startMs, endMs, corpora);
  }

  private static int chunkTraces(RunRequest request, int maxRows) {
    double spansPerTrace = request.profile().expectedSpansPerTrace();
    if (request.chunkTraces() == null) {
      return (int) Math.max(1, Math.round(ROWS_PER_CHUNK / spansPerTrace));
    }
    int most = (int) Math.max(1, maxRows / spansPerTrace);
    if (request.chunkTraces() < 1 || request.chunkTraces() > most) {
      throw UserError.badInput(
          "--chunk-traces "
              + request.chunkTraces()
              + ": must be from 1 to "
              + most
              + ", which make about "
              + maxRows
              + " rows");
    }
    return request.chunkTraces();
  }

  private static RunSpec spec(
      String runId,
      RunRequest request,
      long traces,
      int chunkTraces,
      long startMs,
      long endMs,
      List<CorpusRef> corpora) {
    try {
      return new RunSpec(
          runId,
          request.profile(),
          request.seed() == null ? request.profile().seed() : request.seed(),
          traces,
          chunkTraces,
          startMs,
          endMs,
          corpora,
          request.live(),
          TABLE);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }
}
