package io.tracewright.engine.cluster;

import java.util.List;

/**
 * The space in which traces are compared: each feature less its mean, over its standard deviation.
 * A feature that does not vary has scale 0 and is 0 throughout, as is a value that is no number.
 */
final class FeatureSpace {
  private static final double CONSTANT = 1e-9;

  private final double[] means;
  private final double[] scales;

  FeatureSpace(double[] means, double[] scales) {
    this.means = means;
    this.scales = scales;
  }

  /** The space of a sample, at least one trace. */
  static FeatureSpace of(List<double[]> features) {
    int dimensions = features.get(0).length;
    double[] means = new double[dimensions];
    double[] scales = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      int dimension = d;
      double[] values =
          features.stream().mapToDouble(f -> f[dimension]).filter(Double::isFinite).toArray();
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      means[d] = sum / Math.max(1, values.length);
      double squares = 0;
      for (double value : values) {
        squares += (value - means[d]) * (value - means[d]);
      }
      double deviation = Math.sqrt(squares / Math.max(1, values.length));
      scales[d] = deviation > CONSTANT ? deviation : 0;
    }
    return new FeatureSpace(means, scales);
  }

  double[] standardised(double[] features) {
    double[] point = new double[features.length];
    for (int d = 0; d < point.length; d++) {
      double value = scales[d] > 0 ? (features[d] - means[d]) / scales[d] : 0;
      point[d] = Double.isFinite(value) ? value : 0;
    }
    return point;
  }

  /** The place on the features' scales that a standardised point stands for. */
  double[] onScale(double[] point) {
    double[] features = new double[point.length];
    for (int d = 0; d < point.length; d++) {
      features[d] = means[d] + scales[d] * point[d];
    }
    return features;
  }

  /** Means on the features' scales. */
  double[] means() {
    return means;
  }

  /** Standard deviations on the features' scales; 0: the feature does not vary. */
  double[] scales() {
    return scales;
  }
}
