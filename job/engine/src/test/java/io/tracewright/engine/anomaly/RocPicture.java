package io.tracewright.engine.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A picture of recall against false alarms as the threshold moves, in SVG. */
final class RocPicture {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int TOP = 20;
  private static final int RIGHT = 460;
  private static final int BOTTOM = 350;

  /** Share of false alarms at the right edge. */
  private static final double MOST = 0.03;

  private static final List<String> COLOURS = List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700");

  private RocPicture() {}

  static String of(List<String> kinds, Map<String, List<double[]>> curves, int chosen) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    for (int tick = 0; tick <= 5; tick++) {
      double recall = tick / 5.0;
      line(svg, LEFT, y(recall), RIGHT, y(recall), "#dddddd");
      text(svg, LEFT - 8, y(recall) + 4, "end", String.format(Locale.ROOT, "%.1f", recall));
    }
    for (int tick = 0; tick <= 3; tick++) {
      double share = tick / 100.0;
      line(svg, x(share), TOP, x(share), BOTTOM, "#dddddd");
      text(svg, x(share), BOTTOM + 18, "middle", tick + " %");
    }
    text(
        svg, (LEFT + RIGHT) / 2.0, BOTTOM + 38, "middle", "false alarms, share of ordinary traces");
    text(svg, LEFT - 40, TOP - 6, "start", "recall");
    for (int i = 0; i < kinds.size(); i++) {
      List<double[]> curve = curves.get(kinds.get(i));
      String points =
          curve.stream()
              .map(at -> String.format(Locale.ROOT, "%.1f,%.1f", x(at[0]), y(at[1])))
              .collect(Collectors.joining(" "));
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                  + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
              points,
              COLOURS.get(i),
              x(curve.get(chosen)[0]),
              y(curve.get(chosen)[1]),
              COLOURS.get(i)));
      line(svg, RIGHT + 20, TOP + 20 + 22 * i, RIGHT + 44, TOP + 20 + 22 * i, COLOURS.get(i));
      text(svg, RIGHT + 50, TOP + 24 + 22 * i, "start", kinds.get(i));
    }
    text(svg, RIGHT + 20, TOP + 24 + 22 * kinds.size(), "start", "dot: threshold 1");
    return svg.append("</svg>\n").toString();
  }

  private static double x(double share) {
    return LEFT + (RIGHT - LEFT) * Math.min(share, MOST) / MOST;
  }

  private static double y(double recall) {
    return BOTTOM - (BOTTOM - TOP) * recall;
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }
}
