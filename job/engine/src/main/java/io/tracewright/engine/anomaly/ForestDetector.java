package io.tracewright.engine.anomaly;

import com.amazon.randomcutforest.RandomCutForest;
import io.tracewright.engine.summary.Feature;
import io.tracewright.engine.summary.SampledTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Traces that lie apart from the sample in the space of features, whatever makes them so: a random
 * cut forest (Guha, Mishra, Roy and Schrijvers 2016). Trained in the sampling order with a fixed
 * seed and on one thread, so that the same sample gives the same forest.
 */
final class ForestDetector implements Detector {
  private static final List<Feature> FEATURES = List.of(Feature.values());
  private static final int TREES = 20;
  private static final int LEAST_TRACES = 40;
  private static final int MOST_TRACES = 192;
  private static final long SEED = 20_160_620;

  /** Upper tenths above the sample's median score. */
  private static final double FAR = 8;

  /** However alike the traces of the sample are. */
  private static final double LEAST_REACH = 0.1;

  private static final double LEAST_WIDTH = 0.25;

  private final double[] medians = new double[FEATURES.size()];
  private final double[] widths = new double[FEATURES.size()];
  private final RandomCutForest forest;
  private double usualScore;
  private double limit;

  ForestDetector(List<SampledTrace> sample) {
    if (sample.size() < LEAST_TRACES) {
      forest = null;
      return;
    }
    double[][] features = sample.stream().map(SampledTrace::features).toArray(double[][]::new);
    for (int i = 0; i < medians.length; i++) {
      int feature = i;
      double[] values = Arrays.stream(features).mapToDouble(of -> of[feature]).sorted().toArray();
      medians[i] = values[values.length / 2];
      widths[i] =
          Math.max(LEAST_WIDTH, (values[values.length * 9 / 10] - values[values.length / 10]) / 2);
    }
    forest =
        RandomCutForest.builder()
            .dimensions(medians.length)
            .shingleSize(1)
            .numberOfTrees(TREES)
            .sampleSize(MOST_TRACES)
            .outputAfter(LEAST_TRACES / 2)
            .timeDecay(0)
            .randomSeed(SEED)
            .parallelExecutionEnabled(false)
            .build();
    int trained = Math.min(MOST_TRACES, features.length);
    for (int i = 0; i < trained; i++) {
      forest.update(standardised(features[i]));
    }
    double[] scores = new double[trained];
    for (int i = 0; i < trained; i++) {
      scores[i] = forest.getAnomalyScore(standardised(features[i]));
    }
    Arrays.sort(scores);
    usualScore = scores[trained / 2];
    limit = usualScore + Math.max(LEAST_REACH, FAR * (scores[trained * 9 / 10] - usualScore));
  }

  @Override
  public String name() {
    return "forest";
  }

  @Override
  public Optional<Oddity> judge(SampledTrace trace) {
    if (forest == null) {
      return Optional.empty();
    }
    float[] point = standardised(trace.features());
    double score = forest.getAnomalyScore(point);
    int most = 0;
    for (int i = 1; i < point.length; i++) {
      most = Math.abs(point[i]) > Math.abs(point[most]) ? i : most;
    }
    Feature feature = FEATURES.get(most);
    double seen = Math.max(0, feature.unscaled(medians[most] + point[most] * widths[most]));
    double low = feature.unscaled(medians[most] - 2 * widths[most]);
    double high = Math.max(0, feature.unscaled(medians[most] + 2 * widths[most]));
    return Optional.of(
        new Oddity(
            null,
            (score - usualScore) / (limit - usualScore),
            feature.label(),
            Math.max(0, low),
            high,
            seen,
            () ->
                String.format(
                    Locale.ROOT,
                    "The trace lies apart from the others, most by %s: %s, usually %s to %s.",
                    feature.label(),
                    plain(seen),
                    plain(Math.max(0, low)),
                    plain(high))));
  }

  /** Four figures at least, and none of them as a power of ten. */
  private static String plain(double value) {
    return String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : "%.3f", value);
  }

  private float[] standardised(double[] features) {
    float[] point = new float[features.length];
    for (int i = 0; i < features.length; i++) {
      point[i] = (float) ((features[i] - medians[i]) / widths[i]);
    }
    return point;
  }
}
