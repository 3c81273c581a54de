package io.tracewright.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A table of text: the first column stands left, numbers stand right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** A table with a line of titles. */
  public Table(String... titles) {
    rows.add(titles);
  }

  /** Adds a row of as many cells as there are titles. */
  public void add(String... cells) {
    if (cells.length != rows.get(0).length) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + rows.get(0).length + " columns");
    }
    rows.add(cells);
  }

  /** Its lines, without trailing blanks, each indented by two. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /** Its lines as a Markdown table. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      lines.add("| " + String.join(" | ", row).replace("\n", " ") + " |");
      if (lines.size() == 1) {
        lines.add("|" + " --- |".repeat(row.length));
      }
    }
    return lines;
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.length; column++) {
      String padding = " ".repeat(widths[column] - row[column].length());
      line.append(GAP).append(column == 0 ? row[column] + padding : padding + row[column]);
    }
    return line.toString().stripTrailing();
  }
}
