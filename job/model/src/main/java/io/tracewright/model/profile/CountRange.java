package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A uniformly drawn count.
 *
 * @param min smallest, at least 0
 * @param max largest, inclusive, at least {@code min}
 */
public record CountRange(int min, int max) implements Serializable {

  double mean() {
    return (min + max) / 2.0;
  }
}
