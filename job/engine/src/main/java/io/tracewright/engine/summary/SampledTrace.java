package io.tracewright.engine.summary;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * A trace that was kept whole, without texts and labels.
 *
 * @param traceHigh identifier, most significant half
 * @param traceLow identifier, least significant half
 * @param priority place in the sampling order
 * @param startMs start of its first span, milliseconds since the epoch, UTC
 * @param suspicion how odd it looked within its chunk, 0 when not at all: see {@link
 *     ChunkSummarizer}
 * @param steps its spans in the order of their starts, parents before children
 */
public record SampledTrace(
    long traceHigh, long traceLow, long priority, long startMs, double suspicion, List<Step> steps)
    implements Serializable {
  public SampledTrace {
    steps = List.copyOf(steps);
  }

  /** Its identifier. */
  public UUID id() {
    return new UUID(traceHigh, traceLow);
  }

  /** Value of every feature, on its scale, in the order of {@link Feature#values()}. */
  public double[] features() {
    return Features.of(steps);
  }

  /** Names of the tools that it calls, in order. */
  public List<String> tools() {
    return steps.stream().filter(Step::isTool).map(Step::operation).toList();
  }
}
