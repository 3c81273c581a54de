package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by name. A dimension with more than {@value #MAX_NAMES} names is no dimension: the tally
 * then keeps the total only, whatever the order in which the names came. Not thread-safe.
 */
public final class Tally {
  /** Names that are counted apart at most. */
  public static final int MAX_NAMES = 4_096;

  /**
   * Any order will do that is the same everywhere; a string knows its hash, so this one is fast.
   */
  static final Comparator<String> BY_HASH =
      Comparator.<String>comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder());

  private final SortedMap<String, Long> counts = new TreeMap<>(BY_HASH);
  private long total;
  private boolean overflowed;

  /** Counts a name so many times. */
  public void add(String name, long times) {
    total += times;
    if (!overflowed) {
      counts.merge(name, times, Long::sum);
      if (counts.size() > MAX_NAMES) {
        overflowed = true;
        counts.clear();
      }
    }
  }

  /** Adds what another has counted. */
  public void merge(Tally other) {
    total += other.total;
    overflowed |= other.overflowed;
    if (overflowed) {
      counts.clear();
      return;
    }
    long before = total;
    other.counts.forEach(this::add);
    total = before;
  }

  /** How often a name was counted. */
  public long get(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** Sum over all names. */
  public long total() {
    return total;
  }

  /** Whether there were too many names to count them apart. */
  public boolean overflowed() {
    return overflowed;
  }

  /** All counts by name, in the names' order. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> byName = new TreeMap<>();
    byName.putAll(counts);
    return byName;
  }

  void write(DataOutput out) throws IOException {
    Varint.write(total, out);
    out.writeBoolean(overflowed);
    Varint.write(counts.size(), out);
    for (var count : counts.entrySet()) {
      out.writeUTF(count.getKey());
      Varint.write(count.getValue(), out);
    }
  }

  static Tally read(DataInput in) throws IOException {
    Tally tally = new Tally();
    tally.total = Varint.read(in);
    tally.overflowed = in.readBoolean();
    for (long left = Varint.read(in); left > 0; left--) {
      tally.counts.put(in.readUTF(), Varint.read(in));
    }
    return tally;
  }
}
