package io.tracewright.engine.pattern;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times and figures are put into sentences. */
final class Wording {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String TOOL = "execute_tool ";
  private static final long DAY_MS = 86_400_000;

  private Wording() {}

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  static String time(long timeMs) {
    return TIME.format(Instant.ofEpochMilli(timeMs));
  }

  /** A stretch of time, UTC. */
  static String interval(long startMs, long endMs) {
    boolean sameDay = Math.floorDiv(startMs, DAY_MS) == Math.floorDiv(endMs - 1, DAY_MS);
    boolean midnight = Math.floorMod(endMs, DAY_MS) == 0;
    String end =
        sameDay && !midnight
            ? TIME_OF_DAY.format(Instant.ofEpochMilli(endMs))
            : sameDay ? "24:00:00" : time(endMs);
    return time(startMs) + " to " + end + " UTC";
  }

  static String percent(double share) {
    return format(share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  static String duration(double ms) {
    if (ms >= 2 * DAY_MS) {
      return format("%.1f d", ms / DAY_MS);
    }
    if (ms >= 3_600_000) {
      return format("%.1f h", ms / 3_600_000);
    }
    if (ms >= 60_000) {
      return format("%.1f min", ms / 60_000);
    }
    return ms >= 1_000 ? format("%.2f s", ms / 1_000) : format("%.0f ms", ms);
  }

  /** The name of an operation without what all tool calls begin with. */
  static String tool(String operation) {
    return operation.startsWith(TOOL) ? operation.substring(TOOL.length()) : operation;
  }
}
