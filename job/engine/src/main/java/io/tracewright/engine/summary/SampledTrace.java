package io.tracewright.engine.summary;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A trace that was kept, without texts and labels, as the bytes that checkpoints and the network
 * carry: it is written more often than it is looked at.
 */
public final class SampledTrace {
  /** Spans that are kept at most: of a longer trace, the first. */
  public static final int MAX_STEPS = 2_048;

  private final long traceHigh;
  private final long traceLow;
  private final long priority;
  private final long startMs;
  private final double suspicion;
  private final byte[] bytes;

  /** Decoded when first asked for. Decoding twice gives the same, so no lock is needed. */
  private List<Step> steps;

  /**
   * Keeps a trace.
   *
   * @param traceHigh identifier, most significant half
   * @param traceLow identifier, least significant half
   * @param priority place in the sampling order
   * @param startMs start of its first span, milliseconds since the epoch, UTC
   * @param suspicion how odd it looked within its chunk, 0 when not at all: see {@link
   *     ChunkSummarizer}
   * @param steps its spans in the order of their starts, parents before children
   */
  public SampledTrace(
      long traceHigh,
      long traceLow,
      long priority,
      long startMs,
      double suspicion,
      List<Step> steps) {
    this(traceHigh, traceLow, priority, startMs, suspicion, StepBytes.of(steps));
  }

  SampledTrace(
      long traceHigh, long traceLow, long priority, long startMs, double suspicion, byte[] bytes) {
    this.traceHigh = traceHigh;
    this.traceLow = traceLow;
    this.priority = priority;
    this.startMs = startMs;
    this.suspicion = suspicion;
    this.bytes = bytes;
  }

  /** Its identifier. */
  public UUID id() {
    return new UUID(traceHigh, traceLow);
  }

  /** The identifier's most significant half. */
  public long traceHigh() {
    return traceHigh;
  }

  /** The identifier's least significant half. */
  public long traceLow() {
    return traceLow;
  }

  /** Its place in the sampling order. */
  public long priority() {
    return priority;
  }

  /** Start of its first span, milliseconds since the epoch, UTC. */
  public long startMs() {
    return startMs;
  }

  /** How odd it looked within its chunk, 0 when not at all. */
  public double suspicion() {
    return suspicion;
  }

  /** Its spans in the order of their starts, parents before children. */
  public List<Step> steps() {
    List<Step> decoded = steps;
    if (decoded == null) {
      decoded = StepBytes.steps(bytes);
      steps = decoded;
    }
    return decoded;
  }

  /** Value of every feature, on its scale, in the order of {@link Feature#values()}. */
  public double[] features() {
    return Features.of(steps());
  }

  /** Names of the tools that it calls, in order. */
  public List<String> tools() {
    return steps().stream().filter(Step::isTool).map(Step::operation).toList();
  }

  /** The spans as {@link StepBytes} has them. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampledTrace trace
        && traceHigh == trace.traceHigh
        && traceLow == trace.traceLow
        && priority == trace.priority
        && startMs == trace.startMs
        && suspicion == trace.suspicion
        && Arrays.equals(bytes, trace.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(traceHigh ^ traceLow);
  }

  @Override
  public String toString() {
    return id() + " " + steps();
  }
}
