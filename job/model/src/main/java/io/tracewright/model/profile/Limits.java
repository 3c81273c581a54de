package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * Bounds that hold for every trace.
 *
 * @param maxTraceDurationMs longest trace, milliseconds, 1,000 to 3,600,000; a trace that would
 *     take longer is cut there with error {@code deadline_exceeded}. Live runs lag real time by as
 *     much, so that no row lies in the future
 * @param maxSpansPerTrace most spans in a trace, 1 to 1,000; no further step starts once reached
 * @param maxDepth most spans on the way from the root to any span, both included, 1 to 32
 * @param maxFanOut most children of one span, 1 to 1,000
 */
public record Limits(int maxTraceDurationMs, int maxSpansPerTrace, int maxDepth, int maxFanOut)
    implements Serializable {
  static final Limits DEFAULT = new Limits(0, 0, 0, 0);

  public Limits {
    maxTraceDurationMs = maxTraceDurationMs == 0 ? 120_000 : maxTraceDurationMs;
    maxSpansPerTrace = maxSpansPerTrace == 0 ? 200 : maxSpansPerTrace;
    maxDepth = maxDepth == 0 ? 8 : maxDepth;
    maxFanOut = maxFanOut == 0 ? 100 : maxFanOut;
  }
}
