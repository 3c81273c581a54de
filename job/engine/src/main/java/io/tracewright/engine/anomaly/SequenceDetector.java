package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.ValueSketch;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Traces whose calls follow each other as they hardly ever do: two tools that take turns, a tool
 * that nobody else calls, an improbable path through the Markov chain of tools, or far more calls
 * than others need, as loops and hand-overs back and forth make.
 */
final class SequenceDetector implements Detector {
  /** Calls below which nothing is said about tools. */
  private static final long ENOUGH = 100;

  private static final int LEAST_ALTERNATION = 4;

  /** Expected number of such alternations in a trace. */
  private static final double RARE_ALTERNATION = 0.0004;

  private static final double RARE_SHARE = 0.01;
  private static final double IMPROBABLE_PATH = 5;
  private static final double TOO_MANY_TIMES = 1.5;
  private static final double TOO_MANY = 2.5;

  /** More than three attempts at a call, where hardly any fails. */
  private static final double TOO_MANY_FAILURES = 4.5;

  private final ToolChain chain;
  private final Summary summary;

  SequenceDetector(Summary summary) {
    this.summary = summary;
    this.chain = new ToolChain(summary);
  }

  @Override
  public String name() {
    return "sequence";
  }

  @Override
  public Optional<Oddity> judge(SampledTrace trace) {
    ToolRuns runs = ToolRuns.of(trace);
    Stream<Oddity> ofTools =
        chain.calls() < ENOUGH
            ? Stream.of()
            : Stream.of(alternation(runs), rareTool(runs), path(runs));
    Stream<Oddity> ofNumbers =
        Stream.of(
            tooMany(
                count(trace, step -> step.isModel() && !step.failed()),
                "model calls",
                Measures.TRACE_MODEL_CALLS,
                TOO_MANY),
            tooMany(
                count(trace, step -> step.isTool() && !step.failed()),
                "tool calls",
                Measures.TRACE_TOOL_CALLS,
                TOO_MANY),
            tooMany(
                count(trace, step -> step.eventType().equals("agent") && step.parent() >= 0),
                "sub-agents",
                Measures.TRACE_SUB_AGENTS,
                TOO_MANY),
            tooMany(
                count(trace, step -> (step.isModel() || step.isTool()) && step.failed()),
                "failed calls",
                Measures.TRACE_FAILED_CALLS,
                TOO_MANY_FAILURES));
    return Stream.concat(ofTools, ofNumbers)
        .filter(oddity -> oddity != null)
        .max(Comparator.comparingDouble(Oddity::score));
  }

  private Oddity alternation(ToolRuns runs) {
    int[] longest = runs.longestAlternation();
    int length = longest[1] - longest[0];
    if (length < LEAST_ALTERNATION) {
      return null;
    }
    List<String> tools = runs.tools().subList(longest[0], longest[1]);
    double expected = places(length) * chain.chance(tools);
    return new Oddity(
        null,
        StrictMath.log(expected) / StrictMath.log(RARE_ALTERNATION),
        "tools in turn",
        0,
        LEAST_ALTERNATION - 1.0,
        length,
        () ->
            String.format(
                Locale.ROOT,
                "%s and %s take turns %d times; by chance that happens in one trace in %.0f.",
                tools.get(0),
                tools.get(1),
                length,
                1 / expected));
  }

  /** In how many places of a trace so many calls in a row could begin, on average. */
  private double places(int length) {
    ValueSketch calls = summary.sketch(Measures.TRACE_TOOL_CALLS);
    int parts = 50;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      sum += Math.max(0, Math.floor(calls.quantile((i + 0.5) / parts)) - length + 1);
    }
    return Math.max(1.0 / parts, sum / parts);
  }

  private Oddity rareTool(ToolRuns runs) {
    // After a failure a fallback takes over that is not called otherwise.
    return IntStream.range(0, runs.tools().size())
        .filter(i -> !runs.afterFailure().get(i))
        .mapToObj(runs.tools()::get)
        .min(Comparator.comparingDouble(chain::share))
        .map(this::rareTool)
        .orElse(null);
  }

  private Oddity rareTool(String tool) {
    double share = chain.share(tool);
    return new Oddity(
        null,
        StrictMath.log(share) / StrictMath.log(RARE_SHARE),
        "share of " + tool + " in tool calls",
        RARE_SHARE,
        1,
        share,
        () ->
            String.format(
                Locale.ROOT,
                "%s is called, to which only %.2f %% of the tool calls go.",
                tool,
                100 * share));
  }

  private Oddity path(ToolRuns runs) {
    if (runs.tools().isEmpty()) {
      return null;
    }
    double excess = 0;
    double variance = 0;
    String from = ToolChain.BEGIN;
    for (int i = 0; i <= runs.tools().size(); i++) {
      String to = i < runs.tools().size() ? runs.tools().get(i) : ToolChain.END;
      ToolChain.Moments usual = chain.moments(from);
      excess += chain.surprise(from, to) - usual.mean();
      variance += usual.variance();
      from = to;
    }
    double standardDeviations = excess / Math.sqrt(Math.max(0.25, variance));
    return new Oddity(
        null,
        standardDeviations / IMPROBABLE_PATH,
        "surprise of the tool sequence, standard deviations",
        -IMPROBABLE_PATH,
        IMPROBABLE_PATH,
        standardDeviations,
        () ->
            String.format(
                Locale.ROOT,
                "The order %s is less probable than usual by %.1f standard deviations.",
                String.join(" > ", runs.tools()),
                standardDeviations));
  }

  private static long count(SampledTrace trace, Predicate<Step> counted) {
    return trace.steps().stream().filter(counted).count();
  }

  private Oddity tooMany(long seen, String what, String measure, double tooMany) {
    ValueSketch all = summary.sketch(measure);
    if (all.count() < ENOUGH) {
      return null;
    }
    double usual = Math.floor(all.quantile(0.9));
    double limit = Math.max(TOO_MANY_TIMES * usual, usual + tooMany);
    return new Oddity(
        null,
        seen / limit,
        what,
        0,
        limit,
        seen,
        () ->
            String.format(
                Locale.ROOT, "%d %s; nine traces in ten have at most %.0f.", seen, what, usual));
  }
}
