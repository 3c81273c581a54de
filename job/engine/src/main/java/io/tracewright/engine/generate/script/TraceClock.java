package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.model.profile.Limits;
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

  private static final double LEAST_STRETCH = 0.02;

  /** Beyond any deadline and far from overflow: a law without bounds may draw any number. */
  private static final double LONGEST_STEP_US = 1e15;

  private final long deadlineUs;
  private final Limits limits;
  private final double timeScale;
  private final List<SpanDraft> spans = new ArrayList<>();
  private final Stretch stretch = new Stretch();
  private int count;
  private long nowUs;
  private boolean overdue;

  TraceClock(Limits limits, double timeScale) {
    this.deadlineUs = limits.maxTraceDurationMs() * 1000L - RESERVE_US;
    this.limits = limits;
    this.timeScale = timeScale;
  }

  /** Begins a new trace at time 0. */
  void restart() {
    count = 0;
    nowUs = 0;
    overdue = false;
  }

  /** Opens a span now; its position is the return value, to be given to {@link #close}. */
  int open(int parent, SpanDraft.Kind kind, String operation) {
    if (count == spans.size()) {
      spans.add(new SpanDraft());
    }
    nowUs = (nowUs + 999) / 1000 * 1000;
    SpanDraft span = spans.get(count);
    span.reset(parent, kind, operation, nowUs);
    if (parent >= 0) {
      SpanDraft above = spans.get(parent);
      above.children++;
      span.depth = above.depth + 1;
    }
    return count++;
  }

  /** Lets time pass, but not beyond the deadline; false when the deadline cut it short. */
  boolean pass(double microseconds) {
    double scaledUs = microseconds * timeScale;
    long wantedUs = nowUs + Math.max(1, (long) Math.min(scaledUs, LONGEST_STEP_US));
    nowUs = Math.max(nowUs, Math.min(wantedUs, deadlineUs));
    overdue |= wantedUs > deadlineUs;
    return wantedUs <= deadlineUs;
  }

  /** Closes a span now, after its share of overhead. */
  void close(int position) {
    nowUs += MIN_OVERHEAD_US;
    SpanDraft span = spans.get(position);
    span.durationUs = nowUs - span.startUs;
  }

  /**
   * Whether a step of so many spans below a parent may begin: the deadline is not reached, and
   * number, depth and fan-out stay within the limits.
   *
   * @param levels how many levels below the parent the step reaches: beyond one, a span below the
   *     parent holds the others
   */
  boolean mayOpen(int parent, int more, int levels) {
    SpanDraft above = spans.get(parent);
    return !overdue
        && count + more <= limits.maxSpansPerTrace()
        && (levels == 1
            ? above.children + more <= limits.maxFanOut()
            : above.children < limits.maxFanOut() && more - 1 <= limits.maxFanOut())
        && above.depth + levels <= limits.maxDepth();
  }

  /** Whether one span may be opened below a parent. */
  boolean mayOpen(int parent) {
    return mayOpen(parent, 1, 1);
  }

  /**
   * Stretches all times, but not beyond the longest trace. Starts stay whole milliseconds, what
   * ended before another began still does, and children stay inside their parents.
   *
   * @param factor above 0; bounded to {@value #LEAST_STRETCH} and its inverse
   */
  void stretch(double factor) {
    // Rounding may push the root's end by less than a millisecond.
    double longest = (double) (deadlineUs + RESERVE_US - 1_000) / spans.get(0).durationUs;
    stretch.apply(
        this, Math.min(Math.max(factor, LEAST_STRETCH), Math.min(longest, 1 / LEAST_STRETCH)));
  }

  /** Whether the deadline cut the trace short. */
  boolean isOverdue() {
    return overdue;
  }

  long nowUs() {
    return nowUs;
  }

  /** Moves to a moment: back to where parallel steps fork, or on to where the last of them ends. */
  void moveTo(long microseconds) {
    nowUs = microseconds;
  }

  public SpanDraft span(int position) {
    return spans.get(position);
  }

  public int size() {
    return count;
  }
}
