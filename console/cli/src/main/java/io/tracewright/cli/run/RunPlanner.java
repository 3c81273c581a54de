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
import java.util.Locale;

/** Turns a request into the spec of a run: fills in defaults, pins the window, checks limits. */
public final class RunPlanner {
  private static final String TABLE = "events";
  private static final int ROWS_PER_CHUNK = 8_192;
  private static final int MAX_ROWS_PER_CHUNK = 100_000;

  /** The tables' 90 days, less one for the hourly views, which expire by the start of the hour. */
  private static final Duration KEPT = Duration.ofDays(89);

  /** As many as a profile's {@code scale.traces} may be. */
  private static final long MOST_TRACES = 1_000_000_000_000L;

  private static final double SECONDS_PER_HOUR = 3600;

  /** Two rates that differ by less, relatively, are one rate written with other digits. */
  private static final double SAME_RATE = 1e-3;

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
    if (request.traces() != null && request.traces() < 1) {
      throw UserError.badInput("--traces " + request.traces() + ": must be at least 1");
    }
    if (request.traces() != null && request.traces() > MOST_TRACES) {
      throw UserError.badInput(
          String.format(
              Locale.ROOT, "--traces %d: must be at most %,d", request.traces(), MOST_TRACES));
    }
    if (!request.live() && request.ratePerSecond() != null) {
      throw UserError.badInput("--rate " + request.ratePerSecond() + ": goes with --live");
    }
    return request.live() ? live(runId, request, corpora) : backFill(runId, request, corpora);
  }

  /**
   * What the run may cost, US dollars: the request's limit, else the profile's; null: no limit.
   *
   * @throws UserError for a limit of nothing
   */
  public static Double maxCostUsd(RunRequest request) {
    Double asked = request.maxCostUsd();
    if (asked == null) {
      return request.profile().budget().maxCostUsd();
    }
    if (!(asked > 0) || asked.isInfinite()) {
      throw UserError.badInput(
          "--max-cost-usd " + asked + ": must be a number of US dollars above 0");
    }
    return asked;
  }

  private RunSpec backFill(String runId, RunRequest request, List<CorpusRef> corpora) {
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
        backFillTraces(request),
        chunkTraces(request, MAX_ROWS_PER_CHUNK),
        start.toEpochMilli(),
        end.toEpochMilli(),
        corpora);
  }

  /** The target's rate over the window, else what the user or the profile's scale says. */
  private static long backFillTraces(RunRequest request) {
    WorkloadProfile profile = request.profile();
    Double perHour = profile.targets().tracesPerHour();
    if (perHour == null) {
      return tracesOrScale(request);
    }
    long hours = Duration.ofDays(profile.window().days()).toHours();
    long traces = Math.round(perHour * hours);
    if (traces < 1) {
      throw UserError.badInput(
          "targets.traces_per_hour " + perHour + ": makes no trace in " + hours + " hours");
    }
    if (request.traces() != null && request.traces() != traces) {
      throw UserError.badInput(
          "--traces "
              + request.traces()
              + ": targets.traces_per_hour "
              + perHour
              + " makes "
              + traces
              + " in "
              + hours
              + " hours; leave one of them out");
    }
    return traces;
  }

  private static long tracesOrScale(RunRequest request) {
    return request.traces() == null ? request.profile().scale().traces() : request.traces();
  }

  private static double liveRate(RunRequest request) {
    Double perHour = request.profile().targets().tracesPerHour();
    Double rate = request.ratePerSecond();
    if (rate == null && perHour == null) {
      throw UserError.badInput(
          "--live: needs --rate, the traces that start each second, or a profile with"
              + " targets.traces_per_hour");
    }
    if (rate == null) {
      return perHour / SECONDS_PER_HOUR;
    }
    if (perHour != null && Math.abs(rate * SECONDS_PER_HOUR - perHour) > SAME_RATE * perHour) {
      throw UserError.badInput(
          "--rate "
              + rate
              + ": targets.traces_per_hour "
              + perHour
              + " are "
              + perHour / SECONDS_PER_HOUR
              + " a second; leave one of them out");
    }
    return rate;
  }

  private RunSpec live(String runId, RunRequest request, List<CorpusRef> corpora) {
    long traces = tracesOrScale(request);
    double rate = liveRate(request);
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
          String.format(
              Locale.ROOT,
              "--chunk-traces %d: must be from 1 to %,d, which make about %,d rows",
              request.chunkTraces(),
              most,
              maxRows));
    }
    return request.chunkTraces();
  }

  private static void requireCountableChunks(long traces, int chunkTraces) {
    long chunks = (traces - 1) / chunkTraces + 1;
    if (chunks > Integer.MAX_VALUE) {
      throw UserError.badInput(
          String.format(
              Locale.ROOT,
              "--traces %d: makes %,d chunks of %,d, at most %,d may be; lower it or raise"
                  + " --chunk-traces",
              traces,
              chunks,
              chunkTraces,
              Integer.MAX_VALUE));
    }
  }

  private static RunSpec spec(
      String runId,
      RunRequest request,
      long traces,
      int chunkTraces,
      long startMs,
      long endMs,
      List<CorpusRef> corpora) {
    requireCountableChunks(traces, chunkTraces);
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
