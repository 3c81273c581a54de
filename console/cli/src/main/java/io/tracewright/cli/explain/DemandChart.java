package io.tracewright.cli.explain;

import io.tracewright.cli.text.Amounts;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Demand as charts of block characters: a line for each day of the week and for each zone's day.
 */
final class DemandChart {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String HOURS = "00    06    12    18    ";

  private DemandChart() {}

  /** The lines of both charts. */
  static List<String> lines(DemandShape shape) {
    List<String> lines = new ArrayList<>();
    List<Double> week = shape.hourOfWeekUtc();
    double most = most(week);
    lines.add(
        "By hour of the week, UTC, the mean of each; █ is "
            + Amounts.count(most)
            + " traces an hour, a blank is outside the window");
    lines.add("        " + HOURS.stripTrailing());
    for (DayOfWeek day : DayOfWeek.values()) {
      int from = (day.getValue() - 1) * DemandShape.HOURS_A_DAY;
      lines.add(
          ("  "
                  + day.getDisplayName(TextStyle.SHORT, Locale.ROOT)
                  + "   "
                  + bars(week.subList(from, from + DemandShape.HOURS_A_DAY), most))
              .stripTrailing());
    }
    lines.add("");
    lines.add("By the users' own clocks, the mean of each hour, each zone to its own peak");
    int width = shape.zones().stream().mapToInt(zone -> zone.zone().length()).max().orElse(0);
    String indent = " ".repeat(width + 2);
    lines.add(indent + "           " + HOURS.stripTrailing());
    for (DemandShape.ZoneDay zone : shape.zones()) {
      double peak = most(zone.hourlyTraces());
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %7s  %s  peak %s an hour at %02d:00",
              zone.zone(),
              Amounts.percent(zone.share()),
              bars(zone.hourlyTraces(), peak),
              Amounts.count(peak),
              zone.hourlyTraces().indexOf(peak)));
    }
    return lines;
  }

  /** A character for each number: a blank for none, else the block of its share of the most. */
  private static String bars(List<Double> values, double most) {
    StringBuilder bars = new StringBuilder();
    for (Double value : values) {
      if (value == null) {
        bars.append(' ');
      } else {
        double share = most > 0 ? value / most : 0;
        int block = (int) Math.min(BLOCKS.length() - 1, Math.floor(share * BLOCKS.length()));
        bars.append(BLOCKS.charAt(block));
      }
    }
    return bars.toString();
  }

  private static double most(List<Double> values) {
    return values.stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }
}
