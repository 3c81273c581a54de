package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Who fails before whom: operations of which one fails after the other has failed in the same
 * trace, more often than if they failed independently and more often than the other way round. A
 * step and those it stands below are no pair: failures are handed up by definition.
 *
 * <p>Of the pairs reported at most {@value #FALSE_DISCOVERIES} are chance (Benjamini and Hochberg
 * over all pairs of operations that fail in {@value #MIN_TRACES} traces or more); the direction
 * holds at a level of {@value #DIRECTION}.
 */
final class FailureCascades {
  static final double FALSE_DISCOVERIES = 0.01;
  static final double DIRECTION = 0.01;

  private static final double MIN_LIFT = 1.5;
  private static final int MIN_TRACES = 5;

  private record Ordered(String first, String second) implements Comparable<Ordered> {
    private static final Comparator<Ordered> ORDER =
        Comparator.comparing(Ordered::first).thenComparing(Ordered::second);

    Ordered reversed() {
      return new Ordered(/* first= */ second, /* second= */ first);
    }

    @Override
    public int compareTo(Ordered other) {
      return ORDER.compare(this, other);
    }
  }

  private record Candidate(Ordered pair, int count, double lift, double probability) {}

  private FailureCascades() {}

  static List<Pattern> find(AnalysisWindow window, List<SampledTrace> traces) {
    Map<String, Integer> failures = new TreeMap<>();
    Map<Ordered, Integer> pairs = new TreeMap<>();
    List<Map<String, Integer>> firsts =
        traces.stream().map(trace -> firstFailures(trace.steps())).toList();
    firsts.forEach(first -> first.keySet().forEach(name -> failures.merge(name, 1, Integer::sum)));
    // Pairs grow with the square of names: those that can say nothing are left out first.
    failures.values().removeIf(count -> count < MIN_TRACES);
    for (int i = 0; i < firsts.size(); i++) {
      firsts.get(i).keySet().retainAll(failures.keySet());
      count(traces.get(i).steps(), firsts.get(i), pairs);
    }
    List<Candidate> candidates = new ArrayList<>();
    pairs.forEach(
        (pair, count) -> {
          double expected =
              (double) failures.get(pair.first) * failures.get(pair.second) / traces.size();
          int reverse = pairs.getOrDefault(pair.reversed(), 0);
          if (count >= MIN_TRACES
              && count >= MIN_LIFT * expected
              && atLeast(count, count + reverse, 0.5) <= DIRECTION) {
            candidates.add(
                new Candidate(
                    pair,
                    count,
                    count / expected,
                    atLeast(count, traces.size(), expected / traces.size())));
          }
        });
    int tested = failures.size() * Math.max(0, failures.size() - 1);
    return Discoveries.of(candidates, Candidate::probability, tested, FALSE_DISCOVERIES).stream()
        .sorted(
            Comparator.<Candidate>comparingDouble(c -> c.count * StrictMath.log(c.lift))
                .reversed()
                .thenComparing(Candidate::pair))
        .map(c -> pattern(window, c, failures, traces.size()))
        .toList();
  }

  private static Pattern pattern(
      AnalysisWindow window, Candidate found, Map<String, Integer> failures, int traces) {
    String first = Wording.tool(found.pair.first);
    String second = Wording.tool(found.pair.second);
    return new Pattern(
        window,
        "failure_cascade",
        first + " > " + second,
        found.count,
        (double) found.count / traces,
        found.lift,
        Wording.format(
            "After %s fails, so does %s: in %s of the traces in which %s fails, %.1f times as often"
                + " as by chance.",
            first,
            second,
            Wording.percent((double) found.count / failures.get(found.pair.first)),
            first,
            found.lift));
  }

  /** The first failed step of each operation. */
  private static Map<String, Integer> firstFailures(List<Step> steps) {
    Map<String, Integer> first = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).failed()) {
        int place = i;
        first.merge(
            steps.get(i).operation(),
            place,
            (one, other) -> endMs(steps.get(one)) <= endMs(steps.get(other)) ? one : other);
      }
    }
    return first;
  }

  private static void count(
      List<Step> steps, Map<String, Integer> first, Map<Ordered, Integer> pairs) {
    first.forEach(
        (name, one) ->
            first.forEach(
                (otherName, other) -> {
                  if (endMs(steps.get(one)) < endMs(steps.get(other))
                      && !isBelow(steps, one, other)
                      && !isBelow(steps, other, one)) {
                    pairs.merge(new Ordered(name, otherName), 1, Integer::sum);
                  }
                }));
  }

  private static boolean isBelow(List<Step> steps, int step, int ancestor) {
    int at = steps.get(step).parent();
    for (int climbed = 0; at >= 0 && climbed < steps.size(); climbed++) {
      if (at == ancestor) {
        return true;
      }
      at = steps.get(at).parent();
    }
    return false;
  }

  private static double endMs(Step step) {
    return step.offsetMs() + step.latencyMs();
  }

  private static double atLeast(int count, int trials, double probability) {
    return 1
        - new BinomialDistribution(null, trials, Math.min(1, probability))
            .cumulativeProbability(count - 1);
  }
}
