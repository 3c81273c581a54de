package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * How requests come within the demand that the window describes.
 *
 * @param indexOfDispersion variance over mean of the number of requests in windows that hold many,
 *     0.05 to 1,000; 1: a Poisson process, above: bursts
 * @param renewal law of the gaps between requests, {@code gamma} or {@code weibull}; with an index
 *     of 1 both are exponential
 * @param hurst Hurst exponent of the bursts, 0.5 to 0.95: beyond a chunk's length the index of
 *     dispersion grows as (length) to the power of (2 hurst - 1); 0.5: it stays
 * @param pattern course of demand over the window, on top of hours, days and seasons
 */
public record Arrivals(Double indexOfDispersion, String renewal, Double hurst, Pattern pattern)
    implements Serializable {
  static final Arrivals DEFAULT = new Arrivals(null, null, null, null);

  public Arrivals {
    indexOfDispersion = indexOfDispersion == null ? Double.valueOf(1) : indexOfDispersion;
    renewal = renewal == null ? "gamma" : renewal;
    hurst = hurst == null ? Double.valueOf(0.5) : hurst;
    pattern = pattern == null ? Pattern.STEADY : pattern;
  }
}
