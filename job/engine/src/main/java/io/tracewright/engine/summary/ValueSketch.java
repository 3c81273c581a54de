package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.NoSuchElementException;

/**
 * The distribution of a non-negative quantity: quantiles within 1 % of the value.
 *
 * <p>A histogram of whole counts over buckets that grow with the value (DDSketch: Masson, Rim and
 * Lee 2019, with the bit-wise mapping): a bucket is the exponent and the first six bits of the
 * fraction, so that finding it is one shift, and counts stand side by side from the least to the
 * largest bucket seen. Values below 2<sup>-40</sup> count as zero, those above 2<sup>63</sup> as
 * that. Merging in any order gives the same; KLL and t-digest would not. Not thread-safe.
 */
public final class ValueSketch {
  private static final int FRACTION_BITS = 52;
  private static final int BUCKET_BITS = 6;
  private static final int DROPPED_BITS = FRACTION_BITS - BUCKET_BITS;
  private static final double LEAST = 0x1p-40;
  private static final double MOST = 0x1p63;

  /** Room is made for so many buckets at once: those of a power of 2. */
  private static final int STRETCH = 1 << BUCKET_BITS;

  private static final int ZERO = 0;
  private static final long[] NO_COUNTS = {};

  /** Bucket of the first of the counts, a multiple of {@link #STRETCH}. */
  private int first;

  private long[] counts = NO_COUNTS;
  private long zeros;
  private long total;

  /** Adds a value; one that is negative or not finite has no place in a distribution. */
  public void add(double value) {
    if (value >= LEAST && value <= MOST) {
      count((int) (Double.doubleToRawLongBits(value) >>> DROPPED_BITS), 1);
    } else if (value >= 0 && value < LEAST) {
      count(ZERO, 1);
    } else if (value > MOST && value < Double.POSITIVE_INFINITY) {
      add(MOST);
    }
  }

  private void count(int bucket, long times) {
    total += times;
    if (bucket == ZERO) {
      zeros += times;
      return;
    }
    if (bucket < first || bucket >= first + counts.length) {
      widen(bucket, bucket + 1);
    }
    counts[bucket - first] += times;
  }

  /** Makes room for buckets. */
  private void widen(int from, int to) {
    boolean isNew = counts.length == 0;
    int low = (isNew ? from : Math.min(first, from)) / STRETCH * STRETCH;
    int high = isNew ? to : Math.max(first + counts.length, to);
    long[] wider = new long[(high - low + STRETCH - 1) / STRETCH * STRETCH];
    if (!isNew) {
      System.arraycopy(counts, 0, wider, first - low, counts.length);
    }
    first = low;
    counts = wider;
  }

  /** Adds what another has seen. */
  public void merge(ValueSketch other) {
    total += other.total;
    zeros += other.zeros;
    if (other.counts.length == 0) {
      return;
    }
    int end = other.first + other.counts.length;
    if (counts.length == 0 || other.first < first || end > first + counts.length) {
      widen(other.first, end);
    }
    int shift = other.first - first;
    for (int i = 0; i < other.counts.length; i++) {
      counts[shift + i] += other.counts[i];
    }
  }

  /** Number of values. */
  public long count() {
    return total;
  }

  /**
   * The value below which so large a share lies.
   *
   * @param probability 0 to 1
   * @throws NoSuchElementException when it is empty
   */
  public double quantile(double probability) {
    if (total == 0) {
      throw new NoSuchElementException("no values");
    }
    double rank = probability * (total - 1);
    long below = zeros;
    int last = -1;
    for (int i = 0; i < counts.length && below <= rank; i++) {
      below += counts[i];
      last = counts[i] > 0 ? i : last;
    }
    return last < 0 ? 0 : middle(first + last);
  }

  private static double middle(int bucket) {
    long edge = (long) bucket << DROPPED_BITS;
    return Double.longBitsToDouble(edge | (1L << (DROPPED_BITS - 1)));
  }

  /**
   * Greatest distance between the distribution functions of this and another, 0 to 1: that of
   * Kolmogorov and Smirnov for values rounded to within 1 %.
   *
   * @throws NoSuchElementException when one is empty
   */
  public double distance(ValueSketch other) {
    if (total == 0 || other.total == 0) {
      throw new NoSuchElementException("an empty sketch has no distance");
    }
    long below = zeros;
    long otherBelow = other.zeros;
    double largest = Math.abs((double) below / total - (double) otherBelow / other.total);
    int end = Math.max(end(), other.end());
    for (int bucket = Math.min(start(), other.start()); bucket < end; bucket++) {
      below += at(bucket);
      otherBelow += other.at(bucket);
      largest =
          Math.max(largest, Math.abs((double) below / total - (double) otherBelow / other.total));
    }
    return largest;
  }

  private int start() {
    return counts.length == 0 ? Integer.MAX_VALUE : first;
  }

  private int end() {
    return first + counts.length;
  }

  private long at(int bucket) {
    int place = bucket - first;
    return place >= 0 && place < counts.length ? counts[place] : 0;
  }

  /** A copy that shares nothing. */
  public ValueSketch copy() {
    ValueSketch copy = new ValueSketch();
    copy.merge(this);
    return copy;
  }

  void write(DataOutput out) throws IOException {
    int filled = zeros > 0 ? 1 : 0;
    for (long count : counts) {
      filled += count > 0 ? 1 : 0;
    }
    Varint.write(filled, out);
    int before = ZERO;
    if (zeros > 0) {
      write(ZERO, zeros, out);
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        write(first + i - before, counts[i], out);
        before = first + i;
      }
    }
  }

  /** The lowest bit says whether a count follows: many buckets hold one value. */
  private static void write(int distance, long count, DataOutput out) throws IOException {
    boolean several = count > 1;
    Varint.write((distance << 1) | (several ? 1 : 0), out);
    if (several) {
      Varint.write(count, out);
    }
  }

  static ValueSketch read(DataInput in) throws IOException {
    ValueSketch sketch = new ValueSketch();
    int bucket = ZERO;
    for (long left = Varint.read(in); left > 0; left--) {
      int next = (int) Varint.read(in);
      bucket += next >>> 1;
      sketch.count(bucket, (next & 1) == 1 ? Varint.read(in) : 1);
    }
    return sketch;
  }
}
