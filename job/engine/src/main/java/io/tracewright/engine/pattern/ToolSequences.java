package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * Steps that follow one another more often than if their order were chance.
 *
 * <p>Steps are calls of tools and steps of chains; those of one parent make a line, repeated tries
 * left out. What is expected of a run of 2 to {@value #MAX_LENGTH} steps follows from how frequent
 * the steps are by themselves. Of all runs the one that explains most is taken (count times the
 * logarithm of the lift), its steps are struck out, and so on: so a sequence of four is told once
 * and not again by its parts. Chance must be excluded: a Poisson probability of at most {@value
 * #FALSE_ALARM} over all runs seen, and at least {@value #MIN_LIFT} times the expected.
 */
final class ToolSequences {
  static final int MAX_LENGTH = 6;
  static final double FALSE_ALARM = 0.01;
  static final double MIN_LIFT = 2;

  private static final int MAX_FOUND = 10;
  private static final int MIN_TRACES = 5;
  private static final double MIN_SUPPORT = 0.01;
  private static final int BITS = 10;
  private static final int STRUCK_OUT = 0;

  private final AnalysisWindow window;
  private final int traces;
  private final List<String> names = new ArrayList<>();
  private final List<int[]> lines = new ArrayList<>();
  private final List<Integer> traceOfLine = new ArrayList<>();
  private final double[] frequency;

  private ToolSequences(AnalysisWindow window, List<SampledTrace> sample) {
    this.window = window;
    this.traces = sample.size();
    Map<String, Integer> numbers = new TreeMap<>();
    List<List<String>> named = new ArrayList<>();
    for (int trace = 0; trace < sample.size(); trace++) {
      for (List<String> line : lines(sample.get(trace).steps())) {
        named.add(line);
        traceOfLine.add(trace);
        line.forEach(name -> numbers.put(name, 0));
      }
    }
    names.add("");
    for (Map.Entry<String, Integer> name : numbers.entrySet()) {
      // Names beyond what a key can hold break lines; so many are no vocabulary.
      name.setValue(names.size() < 1 << BITS ? names.size() : STRUCK_OUT);
      names.add(name.getKey());
    }
    frequency = new double[names.size()];
    double steps = 0;
    for (List<String> line : named) {
      int[] numbered = line.stream().mapToInt(numbers::get).toArray();
      lines.add(numbered);
      steps += numbered.length;
      Arrays.stream(numbered).forEach(step -> frequency[step]++);
    }
    for (int i = 0; i < frequency.length; i++) {
      frequency[i] /= Math.max(1, steps);
    }
  }

  static List<Pattern> find(AnalysisWindow window, List<SampledTrace> traces) {
    return new ToolSequences(window, traces).find();
  }

  private List<Pattern> find() {
    double[] places = new double[MAX_LENGTH + 1];
    for (int[] line : lines) {
      for (int length = 2; length <= MAX_LENGTH; length++) {
        places[length] += Math.max(0, line.length - length + 1);
      }
    }
    List<Pattern> found = new ArrayList<>();
    int least = (int) Math.max(MIN_TRACES, Math.ceil(MIN_SUPPORT * traces));
    while (found.size() < MAX_FOUND) {
      Map<Long, Run> runs = count();
      Run best = null;
      double explained = 0;
      for (Run run : runs.values()) {
        double expected = places[run.steps.length] * chance(run.steps);
        double lift = run.count / expected;
        double worth = run.count * StrictMath.log(lift);
        if (run.traces >= least
            && lift >= MIN_LIFT
            && worth > explained
            && Gamma.regularizedGammaP(run.count, expected) * runs.size() <= FALSE_ALARM) {
          best = run;
          explained = worth;
        }
      }
      if (best == null) {
        break;
      }
      found.add(pattern(best, best.count / (places[best.steps.length] * chance(best.steps))));
      strikeOut(best.steps);
    }
    return found;
  }

  private Pattern pattern(Run run, double lift) {
    String subject = String.join(" > ", Arrays.stream(run.steps).mapToObj(names::get).toList());
    double support = (double) run.traces / traces;
    return new Pattern(
        window,
        "tool_sequence",
        subject,
        run.count,
        support,
        lift,
        Wording.format(
            "%s follow one another in %s of the traces, %s times as often as by chance.",
            subject,
            Wording.percent(support),
            lift < 1_000 ? Wording.format("%.1f", lift) : "more than 1,000"));
  }

  private Map<Long, Run> count() {
    Map<Long, Run> runs = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      int[] line = lines.get(i);
      for (int from = 0; from < line.length; from++) {
        long key = 0;
        for (int to = from; to < Math.min(line.length, from + MAX_LENGTH); to++) {
          if (line[to] == STRUCK_OUT) {
            break;
          }
          key = key << BITS | line[to];
          if (to > from) {
            Run run = runs.get(key);
            if (run == null) {
              run = new Run(Arrays.copyOfRange(line, from, to + 1));
              runs.put(key, run);
            }
            run.add(traceOfLine.get(i), i, from);
          }
        }
      }
    }
    return runs;
  }

  private double chance(int[] steps) {
    double chance = 1;
    for (int step : steps) {
      chance *= frequency[step];
    }
    return chance;
  }

  private void strikeOut(int[] steps) {
    for (int[] line : lines) {
      for (int from = 0; from + steps.length <= line.length; from++) {
        if (Arrays.equals(line, from, from + steps.length, steps, 0, steps.length)) {
          Arrays.fill(line, from, from + steps.length, STRUCK_OUT);
        }
      }
    }
  }

  private static List<List<String>> lines(List<Step> steps) {
    boolean[] isParent = new boolean[steps.size()];
    for (Step step : steps) {
      if (step.parent() >= 0) {
        isParent[step.parent()] = true;
      }
    }
    Map<Integer, List<String>> lines = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean counts = step.isTool() || (step.eventType().equals("chain") && !isParent[i]);
      if (counts && !step.retry()) {
        lines
            .computeIfAbsent(step.parent(), parent -> new ArrayList<>())
            .add(Wording.tool(step.operation()));
      }
    }
    return List.copyOf(lines.values());
  }

  /** A run of steps and where it was seen, in order; overlaps with itself count once. */
  private static final class Run {
    private final int[] steps;
    private int count;
    private int traces;
    private int lastTrace = -1;
    private int lastLine = -1;
    private int freeFrom;

    Run(int[] steps) {
      this.steps = steps;
    }

    void add(int trace, int line, int from) {
      if (line == lastLine && from < freeFrom) {
        return;
      }
      lastLine = line;
      freeFrom = from + steps.length;
      count++;
      if (trace != lastTrace) {
        traces++;
        lastTrace = trace;
      }
    }
  }
}
