package io.tracewright.cli.text;

import java.util.Locale;

/** Quantities as people read them: rounded to what matters, with their unit. */
public final class Amounts {
  private static final String[] BYTE_UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  private Amounts() {}

  /** A duration in milliseconds below one second, else in seconds. */
  public static String duration(double ms) {
    if (ms < 9.95) {
      return String.format(Locale.ROOT, "%.1f ms", ms);
    }
    if (ms < 999.5) {
      return String.format(Locale.ROOT, "%.0f ms", ms);
    }
    return String.format(Locale.ROOT, "%,.2f s", ms / 1000);
  }

  /** US dollars: cents from one dollar on, below it as many digits as tell something. */
  public static String usd(double amount) {
    if (amount == 0 || amount >= 1) {
      return String.format(Locale.ROOT, "$%,.2f", amount);
    }
    return String.format(Locale.ROOT, amount >= 0.01 ? "$%.4f" : "$%.6f", amount);
  }

  /** A size in decimal units. */
  public static String bytes(long count) {
    int unit = 0;
    double rest = count;
    while (rest >= 999.5 && unit < BYTE_UNITS.length - 1) {
      rest /= 1000;
      unit++;
    }
    String digits = unit == 0 || rest >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, digits, rest, BYTE_UNITS[unit]);
  }

  /** A whole number with separators. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with separators, to the nearest whole one. */
  public static String count(double number) {
    return count(Math.round(number));
  }

  /** A share, 0 to 1, as a percentage with one or two decimals. */
  public static String percent(double share) {
    return String.format(
        Locale.ROOT, share > 0 && share < 0.01 ? "%.2f %%" : "%.1f %%", 100 * share);
  }

  /** A span of time: seconds, minutes or hours. */
  public static String span(double seconds) {
    if (seconds < 1) {
      return "less than 1 s";
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }
}
