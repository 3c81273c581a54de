package io.tracewright.cli.report;

import io.tracewright.cli.report.ReportData.Point;
import io.tracewright.cli.report.ReportData.SpanBar;
import io.tracewright.cli.text.Amounts;
import io.tracewright.model.report.Shapes.Distribution;
import io.tracewright.model.report.Shapes.Share;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The drawings of a report. */
final class Plots {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final int HOURS = 24;

  /** Of the page's font at its size, on the safe side. */
  private static final double LETTER_WIDTH = 6.4;

  private Plots() {}

  /** Traces by day of the week and hour. */
  static String heatMap(List<Long> hourOfWeek) {
    double cell = 22;
    double left = 40;
    double top = 18;
    long most = hourOfWeek.stream().mapToLong(Long::longValue).max().orElse(0);
    Svg svg = new Svg(left + HOURS * cell, top + DAYS.length * cell, "traces by hour of the week");
    for (int hour = 0; hour < HOURS; hour += 3) {
      svg.word(left + (hour + 0.5) * cell, top - 5, "middle", hour + "h");
    }
    for (int day = 0; day < DAYS.length; day++) {
      svg.word(left - 6, top + (day + 0.65) * cell, "end", DAYS[day]);
      for (int hour = 0; hour < HOURS; hour++) {
        long traces = hourOfWeek.get(day * HOURS + hour);
        double strength = most == 0 ? 0 : (double) traces / most;
        svg.rectangle(
            left + hour * cell + 1,
            top + day * cell + 1,
            cell - 2,
            cell - 2,
            String.format(
                Locale.ROOT, "rx=\"3\" class=\"heat\" opacity=\"%.3f\"", 0.06 + 0.94 * strength),
            DAYS[day] + " " + hour + "h: " + Amounts.count(traces) + " traces");
      }
    }
    return svg.end();
  }

  /**
   * The distribution functions seen and expected, over a logarithmic axis where values allow it.
   */
  static String distribution(Distribution distribution) {
    double width = 320;
    double height = 150;
    double left = 34;
    double bottom = height - 22;
    double[] seen = doubles(distribution.seen());
    double[] expected = doubles(distribution.expected());
    double low =
        DoubleStream.concat(DoubleStream.of(seen), DoubleStream.of(expected)).min().orElse(0);
    double high =
        DoubleStream.concat(DoubleStream.of(seen), DoubleStream.of(expected)).max().orElse(1);
    boolean logarithmic = low > 0 && high / low > 20;
    double from = logarithmic ? Math.log(low) : low;
    double range = Math.max(1e-12, (logarithmic ? Math.log(high) : high) - from);
    Svg svg = new Svg(width, height, distribution.measure() + " of " + distribution.subject());
    for (int percent = 0; percent <= 100; percent += 50) {
      double y = bottom - (bottom - 8) * percent / 100.0;
      svg.line(new double[] {left, width - 8}, new double[] {y, y}, "class=\"grid\"");
      svg.word(left - 5, y + 4, "end", percent + "%");
    }
    for (double share : new double[] {0, 0.5, 1}) {
      double place = from + share * range;
      String anchor = share == 0 ? "start" : share == 1 ? "end" : "middle";
      svg.word(
          left + share * (width - 8 - left),
          height - 6,
          anchor,
          amount(logarithmic ? Math.exp(place) : place));
    }
    if (expected.length > 1) {
      curve(svg, expected, from, range, logarithmic, left, width - 8, bottom, "class=\"expected\"");
    }
    if (seen.length > 1) {
      curve(svg, seen, from, range, logarithmic, left, width - 8, bottom, "class=\"seen\"");
    }
    return svg.end();
  }

  private static void curve(
      Svg svg,
      double[] quantiles,
      double from,
      double range,
      boolean logarithmic,
      double left,
      double right,
      double bottom,
      String style) {
    double[] x = new double[quantiles.length];
    double[] y = new double[quantiles.length];
    for (int i = 0; i < quantiles.length; i++) {
      double place = logarithmic ? Math.log(quantiles[i]) : quantiles[i];
      x[i] = left + (right - left) * (place - from) / range;
      y[i] = bottom - (bottom - 8) * i / (quantiles.length - 1.0);
    }
    svg.line(x, y, style);
  }

  /** Shares of a dimension's categories, seen beside expected. */
  static String shares(List<Share> shares) {
    double row = 30;
    int longest = shares.stream().mapToInt(share -> share.value().length()).max().orElse(0);
    double left = 20 + LETTER_WIDTH * longest;
    double width = left + 290;
    double most =
        shares.stream()
            .mapToDouble(share -> Math.max(share.seen(), orZero(share.expected())))
            .max()
            .orElse(1);
    Svg svg = new Svg(width, shares.size() * row + 4, "shares of " + shares.get(0).dimension());
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      double y = i * row + 4;
      double scale = (width - left - 60) / Math.max(1e-12, most);
      svg.word(left - 8, y + 15, "end", share.value());
      svg.rectangle(left, y, share.seen() * scale, 11, "class=\"bar\"", "seen");
      if (!Double.isNaN(share.expected())) {
        svg.rectangle(left, y + 12, share.expected() * scale, 8, "class=\"target\"", "expected");
      }
      svg.word(
          left + Math.max(share.seen(), orZero(share.expected())) * scale + 6,
          y + 14,
          "start",
          Amounts.percent(share.seen()));
    }
    return svg.end();
  }

  /** Sampled traces by duration and tokens, coloured by group. */
  static String scatter(List<Point> points) {
    double width = 460;
    double height = 300;
    double left = 46;
    double bottom = height - 30;
    double maxX = points.stream().mapToDouble(p -> Math.log1p(p.durationMs())).max().orElse(1);
    double maxY = points.stream().mapToDouble(p -> Math.log1p(p.tokens())).max().orElse(1);
    double minX = points.stream().mapToDouble(p -> Math.log1p(p.durationMs())).min().orElse(0);
    double minY = points.stream().mapToDouble(p -> Math.log1p(p.tokens())).min().orElse(0);
    Svg svg = new Svg(width, height, "groups of traces by duration and tokens");
    for (Point point : points) {
      double x = left + (width - left - 10) * share(Math.log1p(point.durationMs()), minX, maxX);
      double y = bottom - (bottom - 10) * share(Math.log1p(point.tokens()), minY, maxY);
      String title =
          "group "
              + point.cluster()
              + (point.outlier() ? ", outlier" : "")
              + ": "
              + Amounts.duration(point.durationMs())
              + ", "
              + Amounts.count(point.tokens())
              + " tokens";
      String group = "g" + Math.floorMod(point.cluster() - 1, 8);
      svg.circle(x, y, 3.2, "class=\"" + group + (point.outlier() ? " outlier" : "") + "\"", title);
    }
    svg.word(left, height - 10, "start", Amounts.duration(Math.expm1(minX)));
    svg.word(width - 10, height - 10, "end", Amounts.duration(Math.expm1(maxX)));
    svg.word((left + width) / 2, height - 10, "middle", "duration");
    svg.word(left - 6, bottom, "end", amount(Math.expm1(minY)));
    svg.word(left - 6, 16, "end", amount(Math.expm1(maxY)));
    svg.word(left - 6, (bottom + 10) / 2, "end", "tokens");
    return svg.end();
  }

  /** The spans of a trace on the time axis. */
  static String waterfall(List<SpanBar> spans) {
    double row = 20;
    double left = 240;
    double width = 760;
    double totalMs =
        spans.stream().mapToDouble(span -> span.offsetMs() + span.latencyMs()).max().orElse(1);
    Svg svg = new Svg(width, spans.size() * row + 6, "spans of one trace");
    for (int i = 0; i < spans.size(); i++) {
      SpanBar span = spans.get(i);
      double y = i * row + 4;
      double scale = (width - left - 80) / Math.max(1e-9, totalMs);
      svg.word(6 + span.depth() * 14.0, y + 12, "start", span.operation());
      svg.rectangle(
          left + span.offsetMs() * scale,
          y + 2,
          Math.max(1.5, span.latencyMs() * scale),
          row - 7,
          "rx=\"2\" class=\"" + (span.failed() ? "failed" : "span " + span.eventType()) + "\"",
          span.operation() + ": " + Amounts.duration(span.latencyMs()));
      svg.word(
          left + (span.offsetMs() + span.latencyMs()) * scale + 6,
          y + 12,
          "start",
          Amounts.duration(span.latencyMs()));
    }
    return svg.end();
  }

  private static double share(double value, double min, double max) {
    return max > min ? (value - min) / (max - min) : 0.5;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String amount(double value) {
    if (value >= 1000) {
      return Amounts.count(value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.3g", value);
  }
}
