package io.tracewright.engine.generate.time;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;

/**
 * When traces come, in shares of demand: a renewal process given its count, found in any order.
 *
 * <p>A run of n traces has n + 1 gaps: one before each trace and one after the last. Their lengths
 * are independent with squared coefficient of variation D, the index of dispersion (Cox 1962,
 * "Renewal theory", 4.5), given that they fill the window. Where chunks begin follows from halving:
 * of a run of chunks that holds n gaps, the first half's n' gaps take a share drawn from Beta(n' k,
 * (n - n') k) with k = 1 / D, which is the law of sums of gamma gaps, exactly at every scale. So D
 * = 1 is a Poisson process given its count.
 *
 * <p>With a Hurst exponent H above a half, the share of a split of more than a chunk has the
 * variance that bridges of fractional Brownian motion have at their middle (random midpoint
 * displacement, Norros, Mannersalo and Wang 1999): then counts over n traces have the index of
 * dispersion D up to a chunk and D (n / chunk)^(2 H - 1) beyond.
 *
 * <p>A split draws from a stream of its own, so a boundary is a pure function of the seed. The path
 * to the last one is kept, so that chunks in order cost one split each. Not thread-safe.
 */
public final class Arrivals {
  /** More than the halvings of 2^31 chunks. */
  private static final int DEPTH = 34;

  private final long seed;
  private final long traces;
  private final int chunks;
  private final int tracesPerChunk;
  private final double dispersion;
  private final double growth;
  private final double bridge;
  private final Streams random;
  private final ContinuousSampler gap;

  /** Runs of chunks on the path to the last boundary, each within the one before. */
  private final int[] first = new int[DEPTH];

  private final int[] end = new int[DEPTH];
  private final double[] lower = new double[DEPTH];
  private final double[] upper = new double[DEPTH];
  private int top;

  public Arrivals(RunSpec spec, Streams random) {
    io.tracewright.model.profile.Arrivals law = spec.profile().arrivals();
    this.seed = spec.seed();
    this.traces = spec.traces();
    this.chunks = spec.plannedChunks();
    this.tracesPerChunk = spec.tracesPerChunk();
    this.dispersion = law.indexOfDispersion();
    this.growth = 2 * law.hurst() - 1;
    this.bridge = StrictMath.pow(2, 1 - growth) - 1;
    this.random = random;
    this.gap = Gaps.of(law.renewal(), dispersion, random);
    end[0] = chunks;
    upper[0] = 1;
  }

  /**
   * Share of demand before a chunk's first trace: 0 for the first chunk, 1 for the number of
   * planned chunks. Never falls. Re-seeds the stream.
   */
  public double shareAtChunk(int chunk) {
    while (chunk < first[top] || chunk > end[top]) {
      top--;
    }
    while (chunk != first[top] && chunk != end[top]) {
      halve(chunk);
    }
    return chunk == first[top] ? lower[top] : upper[top];
  }

  private void halve(int chunk) {
    int middle = (first[top] + end[top]) >>> 1;
    double share = lower[top] + split(middle) * (upper[top] - lower[top]);
    share = Math.min(share, upper[top]);
    boolean left = chunk <= middle;
    first[top + 1] = left ? first[top] : middle;
    end[top + 1] = left ? middle : end[top];
    lower[top + 1] = left ? lower[top] : share;
    upper[top + 1] = left ? share : upper[top];
    top++;
  }

  /** The first half's share of what is left to a run of chunks. */
  private double split(int middle) {
    double gapsLeft = gapsBefore(middle) - gapsBefore(first[top]);
    double gapsRight = gapsBefore(end[top]) - gapsBefore(middle);
    double scale = (gapsLeft + gapsRight) / tracesPerChunk;
    double spread = dispersion;
    if (growth > 0 && scale > 1) {
      spread *= StrictMath.pow(scale, growth) * bridge;
    }
    // A boundary belongs to one split only, so its number names the stream.
    random.seed(seed, Streams.Purpose.ARRIVAL_SPLITS, middle);
    double a = gamma(gapsLeft / spread);
    double b = gamma(gapsRight / spread);
    if (a + b > 0) {
      return a / (a + b);
    }
    // Both too small for a double: the law's limit gives all to one side.
    return random.nextDouble() * (gapsLeft + gapsRight) < gapsLeft ? 1 : 0;
  }

  private double gamma(double shape) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1).sample();
  }

  private long gapsBefore(int chunk) {
    if (chunk == 0) {
      return 0;
    }
    return chunk == chunks ? traces + 1 : (long) chunk * tracesPerChunk + 1;
  }

  /**
   * Draws when a chunk's traces come. Re-seeds the stream.
   *
   * @param shares receives one share of demand for each trace, ascending, from the chunk's first
   *     boundary to below its last
   */
  public void draw(ChunkDescriptor chunk, double[] shares) {
    double from = shareAtChunk(chunk.index());
    double to = shareAtChunk(chunk.index() + 1);
    random.seed(seed, Streams.Purpose.ARRIVALS, chunk.index());
    int count = chunk.traces();
    // But for the first chunk, the first trace is the boundary.
    double sum = chunk.index() == 0 ? gap.sample() : 0;
    for (int i = 0; i < count; i++) {
      shares[i] = sum;
      sum += gap.sample();
    }
    double below = Math.max(from, Math.nextDown(to));
    for (int i = 0; i < count; i++) {
      double way = sum > 0 ? shares[i] / sum : 0;
      shares[i] = Math.min(from + way * (to - from), below);
    }
  }
}
