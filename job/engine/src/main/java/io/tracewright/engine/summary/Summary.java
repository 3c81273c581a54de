package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is kept of a group of traces. Summaries of parts merge to the summary of the whole, in any
 * order. Not thread-safe.
 */
public final class Summary {
  /** Number of hours of the week that {@link #hourOfWeek} counts. */
  public static final int HOURS_OF_WEEK = 168;

  /** Equal stretches of a pane in which {@link #timeline} counts. */
  public static final int BINS_PER_PANE = 32;

  /** Odd-looking traces that are kept at most. */
  static final int MAX_SUSPECTS = 1_024;

  /** Traces that are kept. */
  private final int maxSample;

  private long rows;
  private long traces;
  private long failedTraces;
  private final EnumMap<Defect, Long> defects = new EnumMap<>(Defect.class);
  private final EnumMap<Defect, UUID> examples = new EnumMap<>(Defect.class);
  private final SortedMap<String, Tally> tallies = new TreeMap<>(Tally.BY_HASH);
  private final SortedMap<String, ValueSketch> sketches = new TreeMap<>(Tally.BY_HASH);
  private final SortedMap<String, DistinctCount> distincts = new TreeMap<>(Tally.BY_HASH);
  private final long[] hourOfWeek = new long[HOURS_OF_WEEK];
  private final SortedMap<Integer, Bin> timeline = new TreeMap<>();
  private final TraceSample sample;
  private final int maxSuspects;
  private final TraceSample suspects;

  /**
   * An empty summary.
   *
   * @param maxSample traces that are kept at most
   */
  public Summary(int maxSample) {
    this(maxSample, MAX_SUSPECTS);
  }

  /**
   * An empty summary.
   *
   * @param maxSample traces that are kept at most
   * @param maxSuspects odd-looking traces that are kept at most
   */
  public Summary(int maxSample, int maxSuspects) {
    this.maxSample = maxSample;
    this.maxSuspects = maxSuspects;
    this.sample = new TraceSample(TraceSample.BY_PRIORITY, maxSample);
    this.suspects = new TraceSample(TraceSample.BY_SUSPICION, maxSuspects);
  }

  /** Counts traces. */
  public void addTraces(long spans, long traces, long failed) {
    rows += spans;
    this.traces += traces;
    failedTraces += failed;
  }

  /** Counts traces that start in an hour of the week, UTC, from Monday 00:00. */
  public void addHour(int hour, long traces) {
    hourOfWeek[hour] += traces;
  }

  /** Counts the traces that start in a bin of the timeline. */
  public void addBin(int bin, Bin counts) {
    timeline.merge(bin, counts, Bin::plus);
  }

  /**
   * Counts defects.
   *
   * @param example a trace that shows them
   */
  public void addDefects(Defect defect, long count, UUID example) {
    if (count > 0) {
      defects.merge(defect, count, Long::sum);
      examples.merge(defect, example, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
  }

  /** Adds what another has seen. */
  public void merge(Summary other) {
    rows += other.rows;
    traces += other.traces;
    failedTraces += other.failedTraces;
    other.defects.forEach((defect, count) -> addDefects(defect, count, other.examples.get(defect)));
    other.tallies.forEach((name, tally) -> tally(name).merge(tally));
    other.sketches.forEach((name, sketch) -> sketch(name).merge(sketch));
    other.distincts.forEach((name, distinct) -> distinct(name).merge(distinct));
    for (int hour = 0; hour < HOURS_OF_WEEK; hour++) {
      hourOfWeek[hour] += other.hourOfWeek[hour];
    }
    other.timeline.forEach(this::addBin);
    sample.merge(other.sample);
    suspects.merge(other.suspects);
  }

  /** Number of spans. */
  public long rows() {
    return rows;
  }

  /** Number of traces. */
  public long traces() {
    return traces;
  }

  /** Number of traces whose root failed. */
  public long failedTraces() {
    return failedTraces;
  }

  /** How many spans or traces show a defect. */
  public long defects(Defect defect) {
    return defects.getOrDefault(defect, 0L);
  }

  /** A trace that shows a defect, the same whoever looks; null: none does. */
  public UUID example(Defect defect) {
    return examples.get(defect);
  }

  /**
   * Counts of spans or traces by a dimension: see {@link Measures} for the names.
   *
   * @return an empty tally for a dimension that nothing was counted by
   */
  public Tally tally(String dimension) {
    return tallies.computeIfAbsent(dimension, name -> new Tally());
  }

  /** The distribution of a quantity: see {@link Measures} for the names. */
  public ValueSketch sketch(String measure) {
    return sketches.computeIfAbsent(measure, name -> new ValueSketch());
  }

  /** This, with what another has seen. */
  public Summary plus(Summary other) {
    merge(other);
    return this;
  }

  /** A copy that shares nothing that changes. */
  public Summary copy() {
    Summary copy = new Summary(maxSample, maxSuspects);
    copy.merge(this);
    return copy;
  }

  /** All distributions by name. */
  public SortedMap<String, ValueSketch> sketches() {
    SortedMap<String, ValueSketch> byName = new TreeMap<>();
    byName.putAll(sketches);
    return byName;
  }

  /** The number of different values of a column. */
  public DistinctCount distinct(String column) {
    return distincts.computeIfAbsent(column, name -> new DistinctCount());
  }

  /** Traces by hour of the week in which they start, UTC, from Monday 00:00. */
  public long[] hourOfWeek() {
    return hourOfWeek.clone();
  }

  /** Counts by bin: bin {@code pane * BINS_PER_PANE + i} is the i-th stretch of its pane. */
  public SortedMap<Integer, Bin> timeline() {
    return Collections.unmodifiableSortedMap(timeline);
  }

  /** Traces chosen by chance. */
  public TraceSample sample() {
    return sample;
  }

  /** Traces that looked odd within their chunk, the oddest first. */
  public TraceSample suspects() {
    return suspects;
  }

  /** Writes the summary in a form that {@link #read} understands. */
  public void write(DataOutput out) throws IOException {
    Varint.write(maxSample, out);
    Varint.write(maxSuspects, out);
    Varint.write(rows, out);
    Varint.write(traces, out);
    Varint.write(failedTraces, out);
    Varint.write(defects.size(), out);
    for (var defect : defects.entrySet()) {
      UUID example = examples.get(defect.getKey());
      out.writeUTF(defect.getKey().name());
      Varint.write(defect.getValue(), out);
      out.writeLong(example.getMostSignificantBits());
      out.writeLong(example.getLeastSignificantBits());
    }
    // Whoever asked for what was never counted has left an empty one. Writing must not change
    // anything: a checkpoint writes while the job copies.
    var counted = tallies.entrySet().stream().filter(t -> t.getValue().total() > 0).toList();
    Varint.write(counted.size(), out);
    for (var tally : counted) {
      out.writeUTF(tally.getKey());
      tally.getValue().write(out);
    }
    var measured = sketches.entrySet().stream().filter(s -> s.getValue().count() > 0).toList();
    Varint.write(measured.size(), out);
    for (var sketch : measured) {
      out.writeUTF(sketch.getKey());
      sketch.getValue().write(out);
    }
    Varint.write(distincts.size(), out);
    for (var distinct : distincts.entrySet()) {
      out.writeUTF(distinct.getKey());
      distinct.getValue().write(out);
    }
    for (long count : hourOfWeek) {
      Varint.write(count, out);
    }
    Varint.write(timeline.size(), out);
    for (var bin : timeline.entrySet()) {
      Varint.write(bin.getKey(), out);
      Varint.write(bin.getValue().traces(), out);
      Varint.write(bin.getValue().errors(), out);
      Varint.write(bin.getValue().latencyUs(), out);
    }
    sample.write(out);
    suspects.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static Summary read(DataInput in) throws IOException {
    Summary summary = new Summary((int) Varint.read(in), (int) Varint.read(in));
    summary.rows = Varint.read(in);
    summary.traces = Varint.read(in);
    summary.failedTraces = Varint.read(in);
    for (long left = Varint.read(in); left > 0; left--) {
      Defect defect = Defect.valueOf(in.readUTF());
      long count = Varint.read(in);
      summary.addDefects(defect, count, new UUID(in.readLong(), in.readLong()));
    }
    for (long left = Varint.read(in); left > 0; left--) {
      String name = in.readUTF();
      summary.tallies.put(name, Tally.read(in));
    }
    for (long left = Varint.read(in); left > 0; left--) {
      String name = in.readUTF();
      summary.sketches.put(name, ValueSketch.read(in));
    }
    for (long left = Varint.read(in); left > 0; left--) {
      String name = in.readUTF();
      summary.distincts.put(name, DistinctCount.read(in));
    }
    for (int hour = 0; hour < HOURS_OF_WEEK; hour++) {
      summary.hourOfWeek[hour] = Varint.read(in);
    }
    for (long left = Varint.read(in); left > 0; left--) {
      int bin = (int) Varint.read(in);
      summary.timeline.put(bin, new Bin(Varint.read(in), Varint.read(in), Varint.read(in)));
    }
    summary.sample.readFrom(in);
    summary.suspects.readFrom(in);
    return summary;
  }

  /**
   * Counts of a stretch of time.
   *
   * @param traces traces that start in it
   * @param errors failed spans of those traces
   * @param latencyUs sum of their durations, microseconds
   */
  public record Bin(long traces, long errors, long latencyUs) {
    Bin plus(Bin other) {
      return new Bin(traces + other.traces, errors + other.errors, latencyUs + other.latencyUs);
    }
  }
}
