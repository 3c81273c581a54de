package io.tracewright.cli.run;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * The line that tells how far a run is: share of chunks acknowledged, rows, speed, time left.
 *
 * <p>On a terminal the line is drawn over itself; elsewhere a new one is printed every few seconds.
 */
final class ProgressBar {
  private static final int CELLS = 24;
  private static final long SPEED_OVER_MS = 5_000;
  private static final long LINE_EVERY_MS = 2_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final int plannedChunks;
  private final Deque<long[]> recent = new ArrayDeque<>();
  private long lastLineMs = Long.MIN_VALUE;
  private String unprinted = "";

  ProgressBar(PrintWriter out, boolean terminal, int plannedChunks) {
    this.out = out;
    this.terminal = terminal;
    this.plannedChunks = plannedChunks;
  }

  /** Shows progress as of a time. */
  void show(Progress progress, long nowMs, String note) {
    recent.addLast(new long[] {nowMs, progress.rows(), progress.chunks()});
    while (recent.size() > 2 && nowMs - recent.peekFirst()[0] > SPEED_OVER_MS) {
      recent.removeFirst();
    }
    unprinted = line(progress, nowMs, note);
    if (terminal) {
      out.print("\r\u001b[K" + unprinted);
    } else if (lastLineMs == Long.MIN_VALUE || nowMs - lastLineMs >= LINE_EVERY_MS) {
      out.println(unprinted);
      unprinted = "";
      lastLineMs = nowMs;
    }
    out.flush();
  }

  /** Leaves the newest line standing and says a last word, if there is one, below it. */
  void end(String lastWord) {
    if (terminal) {
      out.println();
    } else if (!unprinted.isEmpty()) {
      out.println(unprinted);
    }
    if (!lastWord.isEmpty()) {
      out.println(lastWord);
    }
    out.flush();
  }

  private String line(Progress progress, long nowMs, String note) {
    double share = (double) progress.chunks() / plannedChunks;
    int full = (int) (share * CELLS);
    long[] first = recent.peekFirst();
    double seconds = Math.max(1, nowMs - first[0]) / 1000.0;
    double rowsPerSecond = (progress.rows() - first[1]) / seconds;
    double chunksPerSecond = (progress.chunks() - first[2]) / seconds;
    return String.format(
            Locale.ROOT,
            "[%s%s] %5.1f %%  %,d rows acknowledged  %,.0f rows/s  ETA %s  %,d rejected",
            "#".repeat(full),
            ".".repeat(CELLS - full),
            100 * share,
            progress.rows(),
            rowsPerSecond,
            eta(progress, chunksPerSecond),
            progress.rejectedRows())
        + (note.isEmpty() ? "" : "  " + note);
  }

  private String eta(Progress progress, double chunksPerSecond) {
    long left = plannedChunks - progress.chunks();
    if (left == 0) {
      return "0 s";
    }
    return chunksPerSecond > 0
        ? String.format(Locale.ROOT, "%,d s", (long) Math.ceil(left / chunksPerSecond))
        : "unknown";
  }
}
