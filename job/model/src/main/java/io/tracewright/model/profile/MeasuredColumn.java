package io.tracewright.model.profile;

import io.tracewright.model.text.BoundedReader;
import io.tracewright.model.text.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads one numeric column of a CSV file and condenses it to quantiles.
 *
 * <p>The file is streamed; only the column's values are held, 8 bytes each.
 */
final class MeasuredColumn {

  static final int MIN_VALUES = 10;
  static final int MAX_VALUES = 10_000_000;
  static final int MAX_QUANTILES = 2_048;
  private static final int MAX_ROW_CHARS = 1_000_000;

  private final String column;
  private double[] values = new double[1 << 10];
  private int count;

  private MeasuredColumn(String column) {
    this.column = column;
  }

  /**
   * The column's quantiles.
   *
   * @throws IOException if there are none to be had; the message says why
   */
  static double[] quantiles(InputStream csv, String column) throws IOException {
    MeasuredColumn measured = new MeasuredColumn(column);
    try (BoundedReader text = new BoundedReader(TextInput.open(csv), MAX_ROW_CHARS);
        CSVParser rows = parser(text)) {
      measured.readAll(rows, text);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (measured.count < MIN_VALUES) {
      throw new IOException(
          String.format(
              "column '%s' has %d values, it must have at least %d",
              column, measured.count, MIN_VALUES));
    }
    return condense(Arrays.copyOf(measured.values, measured.count));
  }

  /**
   * Order statistics at probabilities (i + 0.5) / n; all values when there are no more than {@link
   * #MAX_QUANTILES}. As a law that draws each with equal probability, they lie within 1 / (2 n) of
   * the column's own distribution (Kolmogorov–Smirnov), give or take one value.
   */
  static double[] condense(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = Math.min(sorted.length, MAX_QUANTILES);
    return IntStream.range(0, n)
        .mapToDouble(i -> sorted[(int) ((i + 0.5) / n * sorted.length)])
        .toArray();
  }

  private static CSVParser parser(BoundedReader text) throws IOException {
    try {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setTrim(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
          .get()
          .parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("has no usable header: " + e.getMessage(), e);
    }
  }

  private void readAll(CSVParser rows, BoundedReader text) throws IOException {
    List<String> header = rows.getHeaderNames();
    int index = header.indexOf(column);
    if (index < 0) {
      String known = header.stream().limit(20).collect(Collectors.joining(", "));
      throw new IOException("has no column '" + column + "', its columns are " + known);
    }
    for (CSVRecord row : rows) {
      text.startRecord();
      String cell = index < row.size() ? row.get(index) : "";
      if (!cell.isEmpty()) {
        add(cell, rows.getCurrentLineNumber());
      }
    }
  }

  private void add(String cell, long line) throws IOException {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value) || value < 0) {
      String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
      throw new IOException(
          String.format(
              "column '%s', line %d: '%s' is not a number of at least 0", column, line, shown));
    }
    if (count == MAX_VALUES) {
      throw new IOException(
          String.format("column '%s' has more than %,d values, sample it", column, MAX_VALUES));
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, Math.min(MAX_VALUES, 2 * count));
    }
    values[count++] = value;
  }
}
