package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Finds the patterns of a window: of each kind the strongest, {@value #MAX_OF_A_KIND} at most. */
public final class PatternAnalyzer {
  /** Patterns of a kind that are reported of a window at most. */
  public static final int MAX_OF_A_KIND = 20;

  private PatternAnalyzer() {}

  /**
   * Patterns of a group's traces in a window of one pane or several.
   *
   * @param summary what was kept of the window's traces
   */
  public static List<Pattern> analyse(AnalysisWindow window, SummaryPlan plan, Summary summary) {
    List<SampledTrace> traces = summary.sample().traces();
    Timeline timeline = Timeline.of(window, plan, summary.timeline());
    List<Pattern> patterns = new ArrayList<>();
    addTop(patterns, ToolSequences.find(window, traces));
    addTop(patterns, FailureCascades.find(window, traces));
    addTop(patterns, Excesses.errorBursts(window, timeline, errorDispersion(traces)));
    addTop(patterns, Excesses.peaks(window, timeline));
    addTop(patterns, Periods.find(window, timeline));
    addTop(patterns, ChangePoints.find(window, timeline));
    addTop(patterns, Correlations.find(window, traces));
    return List.copyOf(patterns);
  }

  /**
   * Patterns of a run as a whole: what takes longer than a window.
   *
   * @param window from the run's start to its end
   * @param bins counts of all panes, all groups together: see {@link Summary#timeline}
   * @param hourOfWeek traces by hour of the week: see {@link Summary#hourOfWeek}
   */
  public static List<Pattern> overall(
      AnalysisWindow window,
      SummaryPlan plan,
      SortedMap<Integer, Summary.Bin> bins,
      long[] hourOfWeek) {
    Timeline timeline = Timeline.of(window, plan, bins);
    List<Pattern> patterns = new ArrayList<>();
    addTop(patterns, Excesses.errorBursts(window, timeline, 1));
    addTop(patterns, WeeklyPeaks.find(window, hourOfWeek));
    addTop(patterns, Periods.find(window, timeline));
    addTop(patterns, ChangePoints.find(window, timeline));
    return List.copyOf(patterns);
  }

  private static void addTop(List<Pattern> patterns, List<Pattern> found) {
    patterns.addAll(found.subList(0, Math.min(found.size(), MAX_OF_A_KIND)));
  }

  /** How much more the errors of a time vary than if each came by itself: several hit a trace. */
  private static double errorDispersion(List<SampledTrace> traces) {
    double errors = 0;
    double squares = 0;
    for (SampledTrace trace : traces) {
      long failed = trace.steps().stream().filter(step -> step.failed()).count();
      errors += failed;
      squares += (double) failed * failed;
    }
    return errors == 0 ? 1 : Math.max(1, squares / errors);
  }
}
