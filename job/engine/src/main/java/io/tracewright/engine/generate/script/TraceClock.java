package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one trace and the simulated time in which they happen.
 *
 * <p>Time only moves when something happens, so a parent's duration follows from its children's:
 * the critical path needs no second pass. Starts are whole milliseconds, as the table stores them,
 * and a parent outlasts its children by at least {@value #MIN_OVERHEAD_US} microseconds, so that
 * "child inside parent" also holds in a query that adds floating-point latencies to timestamps.
 */
public final class TraceClock {
  /** Least time between a child's end and its parent's. */
  static final long MIN_OVERHEAD_US = 50;

  /** Kept back before the deadline for the parents that are still to close. */
  private static final long RESERVE_US = 200_000;

  /** Beyond any deadline and far from overflow: a law without bounds may draw any number. */
  private static final double LONGEST_STEP_US = 1e15;

  private final long deadlineUs;
  private final int maxSpans;
  private final List<SpanDraft> spans = new ArrayList<>();
  private int count;
  private long nowUs;
  private boolean overdue;

  public TraceClock(int maxTraceDurationMs, int maxSpans) {
    this.deadlineUs = maxTraceDurationMs * 1000L - RESERVE_US;
    this.maxSpans = maxSpans;
  }

  /** Begins a new trace at time 0. */
  public void restart() {
    count = 0;
    nowUs = 0;
    overdue = false;
  }

  /** Opens a span now; its position is the return value, to be given to {@link #close}. */
  public int open(int parent, SpanDraft.Kind kind, String operation) {
    if (count == spans.size()) {
      spans.add(new SpanDraft());
    }
    nowUs = (nowUs + 999) / 1000 * 1000;
    spans.get(count).reset(parent, kind, operation, nowUs);
    return count++;
  }

  /** Lets time pass, but not beyond the deadline; false when the deadline cut it short. */
  public boolean pass(double microseconds) {
    long wantedUs = nowUs + Math.max(1, (long) Math.min(microseconds, LONGEST_STEP_US));
    nowUs = Math.max(nowUs, Math.min(wantedUs, deadlineUs));
    overdue |= wantedUs > deadlineUs;
    return wantedUs <= deadlineUs;
  }

  /** Closes a span now, after its share of overhead. */
  public void close(int position) {
    nowUs += MIN_OVERHEAD_US;
    SpanDraft span = spans.get(position);
    span.durationUs = nowUs - span.startUs;
  }

  /** Whether a step of so many spans may begin: the deadline is not reached and they fit. */
  public boolean mayOpen(int more) {
    return !overdue && count + more <= maxSpans;
  }

  /** Whether the deadline cut the trace short. */
  public boolean isOverdue() {
    return overdue;
  }

  public long nowUs() {
    return nowUs;
  }

  /** Moves to a moment: back to where parallel steps fork, or on to where the last of them ends. */
  public void moveTo(long microseconds) {
    nowUs = microseconds;
  }

  public SpanDraft span(int position) {
    return spans.get(position);
  }

  public int size() {
    return count;
  }
}
