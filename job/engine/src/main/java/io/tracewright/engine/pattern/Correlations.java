package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.Feature;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * What of a trace goes with what: Spearman's rank correlation between resources and causes, of at
 * least {@value #MIN_CORRELATION}. Of those reported at most {@value #FALSE_DISCOVERIES} are chance
 * (Benjamini and Hochberg over all pairs).
 */
final class Correlations {
  static final double MIN_CORRELATION = 0.3;
  static final double FALSE_DISCOVERIES = 0.01;

  private static final int MIN_TRACES = 20;

  /** Features that are not by definition about the same. */
  private static final List<Feature> FEATURES =
      List.of(
          Feature.DURATION_MS,
          Feature.MODEL_CALLS,
          Feature.TOOL_CALLS,
          Feature.RETRIEVALS,
          Feature.SUB_AGENTS,
          Feature.ERRORS,
          Feature.PROMPT_TOKENS,
          Feature.COMPLETION_TOKENS,
          Feature.COST_MICRO_USD);

  private record Found(Feature one, Feature other, double correlation, double probability) {}

  private Correlations() {}

  static List<Pattern> find(AnalysisWindow window, List<SampledTrace> traces) {
    if (traces.size() < MIN_TRACES) {
      return List.of();
    }
    List<double[]> features = traces.stream().map(SampledTrace::features).toList();
    List<Feature> varying = new ArrayList<>();
    List<double[]> ranks = new ArrayList<>();
    NaturalRanking ranking = new NaturalRanking(NaNStrategy.MINIMAL, TiesStrategy.AVERAGE);
    for (Feature feature : FEATURES) {
      int place = List.of(Feature.values()).indexOf(feature);
      double[] values = features.stream().mapToDouble(f -> f[place]).toArray();
      double[] ranked = ranking.rank(values);
      if (Arrays.stream(ranked).distinct().limit(2).count() > 1) {
        varying.add(feature);
        ranks.add(ranked);
      }
    }
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < varying.size(); i++) {
      for (int j = i + 1; j < varying.size(); j++) {
        double correlation = new PearsonsCorrelation().correlation(ranks.get(i), ranks.get(j));
        found.add(
            new Found(
                varying.get(i),
                varying.get(j),
                correlation,
                probability(correlation, traces.size())));
      }
    }
    return Discoveries.of(found, Found::probability, found.size(), FALSE_DISCOVERIES).stream()
        .filter(f -> Math.abs(f.correlation) >= MIN_CORRELATION)
        .sorted(
            Comparator.comparingDouble((Found f) -> Math.abs(f.correlation))
                .reversed()
                .thenComparing(Found::one)
                .thenComparing(Found::other))
        .map(f -> pattern(window, f, traces.size()))
        .toList();
  }

  private static Pattern pattern(AnalysisWindow window, Found found, int traces) {
    return new Pattern(
        window,
        "correlation",
        found.one.label() + " ~ " + found.other.label(),
        traces,
        Double.NaN,
        found.correlation,
        Wording.format(
            "The larger %s, the %s %s: rank correlation %.2f over %d traces.",
            found.one.label(),
            found.correlation > 0 ? "larger" : "smaller",
            found.other.label(),
            found.correlation,
            traces));
  }

  private static double probability(double correlation, int traces) {
    double rest = 1 - correlation * correlation;
    if (rest <= 0) {
      return 0;
    }
    double t = Math.abs(correlation) * Math.sqrt((traces - 2) / rest);
    return 2 * new TDistribution(null, traces - 2.0).cumulativeProbability(-t);
  }
}
