package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;

/**
 * The distribution of a non-negative quantity: quantiles within 1 % of the value.
 *
 * <p>A histogram of whole counts over buckets that grow with the value (DDSketch: Masson, Rim and
 * Lee 2019, with the bit-wise mapping): a bucket is the exponent and the first six bits of the
 * fraction, so that finding it is one shift. Merging in any order gives the same; KLL and t-digest
 * would not. Not thread-safe.
 */
public final class ValueSketch {
  private static final int FRACTION_BITS = 52;
  private static final int DROPPED_BITS = FRACTION_BITS - 6;

  private static final int MAX_BUCKET =
      (int) (Double.doubleToRawLongBits(Double.MAX_VALUE) >>> DROPPED_BITS);
  private static final int[] NO_BUCKETS = {};
  private static final long[] NO_COUNTS = {};
  private static final int MAX_FRESH = 128;

  /** Buckets with values, rising, and their counts. */
  private int[] buckets = NO_BUCKETS;

  private long[] counts = NO_COUNTS;
  private int size;
  private long total;

  /** Buckets of values not yet counted: sorting many at once is cheaper than placing each. */
  private int[] fresh = new int[4];

  private int freshSize;

  /** Adds a value; one that is negative or not finite has no place in a distribution. */
  public void add(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      return;
    }
    if (freshSize == fresh.length) {
      if (freshSize == MAX_FRESH) {
        settle();
      } else {
        fresh = Arrays.copyOf(fresh, 2 * freshSize);
      }
    }
    fresh[freshSize++] = bucket(value);
  }

  private void settle() {
    Arrays.sort(fresh, 0, freshSize);
    for (int from = 0, to = 0; from < freshSize; from = to) {
      while (to < freshSize && fresh[to] == fresh[from]) {
        to++;
      }
      add(fresh[from], to - from);
    }
    freshSize = 0;
  }

  private static int bucket(double value) {
    return value > 0
        ? Math.min((int) (Double.doubleToRawLongBits(value) >>> DROPPED_BITS), MAX_BUCKET)
        : 0;
  }

  private void add(int bucket, long count) {
    int place = size;
    if (size > 0 && bucket <= buckets[size - 1]) {
      int found = Arrays.binarySearch(buckets, 0, size, bucket);
      place = found < 0 ? -found - 1 : found;
    }
    if (place == size || buckets[place] != bucket) {
      insert(place, bucket);
    }
    counts[place] += count;
    total += count;
  }

  private void insert(int place, int bucket) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size + size / 2 + 8);
      counts = Arrays.copyOf(counts, size + size / 2 + 8);
    }
    System.arraycopy(buckets, place, buckets, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    buckets[place] = bucket;
    counts[place] = 0;
    size++;
  }

  /** Adds what another has seen. */
  public void merge(ValueSketch other) {
    other.settle();
    for (int i = 0; i < other.size; i++) {
      add(other.buckets[i], other.counts[i]);
    }
  }

  /** Number of values. */
  public long count() {
    return total + freshSize;
  }

  /**
   * The value below which so large a share lies.
   *
   * @param probability 0 to 1
   * @throws NoSuchElementException when it is empty
   */
  public double quantile(double probability) {
    settle();
    if (total == 0) {
      throw new NoSuchElementException("no values");
    }
    double rank = probability * (total - 1);
    int i = 0;
    for (long below = counts[0]; below <= rank && i < size - 1; below += counts[i]) {
      i++;
    }
    return middle(buckets[i]);
  }

  private static double middle(int bucket) {
    long edge = (long) bucket << DROPPED_BITS;
    return bucket == 0 ? 0 : Double.longBitsToDouble(edge | (1L << (DROPPED_BITS - 1)));
  }

  /**
   * Greatest distance between the distribution functions of this and another, 0 to 1: that of
   * Kolmogorov and Smirnov for values rounded to within 1 %.
   *
   * @throws NoSuchElementException when one is empty
   */
  public double distance(ValueSketch other) {
    settle();
    other.settle();
    if (total == 0 || other.total == 0) {
      throw new NoSuchElementException("an empty sketch has no distance");
    }
    long below = 0;
    long otherBelow = 0;
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < size && j < other.size) {
      int bucket = Math.min(buckets[i], other.buckets[j]);
      if (buckets[i] == bucket) {
        below += counts[i++];
      }
      if (other.buckets[j] == bucket) {
        otherBelow += other.counts[j++];
      }
      largest =
          Math.max(largest, Math.abs((double) below / total - (double) otherBelow / other.total));
    }
    return largest;
  }

  /** A copy that shares nothing. */
  public ValueSketch copy() {
    ValueSketch copy = new ValueSketch();
    copy.merge(this);
    return copy;
  }

  void write(DataOutput out) throws IOException {
    settle();
    Varint.write(size, out);
    int before = 0;
    for (int i = 0; i < size; i++) {
      // The lowest bit says whether a count follows: most buckets of a chunk hold one value.
      boolean several = counts[i] > 1;
      Varint.write(((buckets[i] - before) << 1) | (several ? 1 : 0), out);
      if (several) {
        Varint.write(counts[i], out);
      }
      before = buckets[i];
    }
  }

  static ValueSketch read(DataInput in) throws IOException {
    ValueSketch sketch = new ValueSketch();
    int bucket = 0;
    for (long left = Varint.read(in); left > 0; left--) {
      int next = (int) Varint.read(in);
      bucket += next >>> 1;
      sketch.add(bucket, (next & 1) == 1 ? Varint.read(in) : 1);
    }
    return sketch;
  }
}
