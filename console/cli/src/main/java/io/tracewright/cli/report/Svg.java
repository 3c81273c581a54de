package io.tracewright.cli.report;

import java.util.Locale;

/** A drawing under way, in user units; the page's style sheet colours its classes. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  Svg(double width, double height, String title) {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            width,
            height,
            escape(title)));
  }

  Svg rectangle(double x, double y, double width, double height, String style, String title) {
    text.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s>",
            x,
            y,
            width,
            height,
            style));
    return title(title).raw("</rect>");
  }

  Svg circle(double x, double y, double radius, String style, String title) {
    text.append(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s>", x, y, radius, style));
    return title(title).raw("</circle>");
  }

  Svg line(double[] x, double[] y, String style) {
    text.append("<polyline fill=\"none\" ").append(style).append(" points=\"");
    for (int i = 0; i < x.length; i++) {
      text.append(String.format(Locale.ROOT, "%.1f,%.1f ", x[i], y[i]));
    }
    return raw("\"/>");
  }

  /**
   * Writes a word.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  Svg word(double x, double y, String anchor, String word) {
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            escape(word)));
    return this;
  }

  /** The finished drawing. */
  String end() {
    return text + "</svg>";
  }

  private Svg title(String title) {
    return title.isEmpty() ? this : raw("<title>" + escape(title) + "</title>");
  }

  private Svg raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Text that may stand in markup, within quotes too. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
