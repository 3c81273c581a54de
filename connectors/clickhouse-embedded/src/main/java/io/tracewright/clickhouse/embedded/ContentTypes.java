package io.tracewright.clickhouse.embedded;

/** The Content-Type that the real server sends for each output format. */
final class ContentTypes {

  static final String PLAIN_TEXT = "text/plain; charset=UTF-8";

  private ContentTypes() {}

  /** The type of {@code format}; binary for a format this table does not know. */
  static String of(String format) {
    if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    if (format.startsWith("CSV")) {
      return "text/csv; charset=UTF-8; header="
          + (format.contains("WithNames") ? "present" : "absent");
    }
    if (format.startsWith("JSON") || format.equals("NDJSON")) {
      return format.contains("EachRow") || format.equals("JSONLines") || format.equals("NDJSON")
          ? "application/x-ndjson; charset=UTF-8"
          : "application/json; charset=UTF-8";
    }
    if (format.startsWith("Pretty")
        || format.equals("Vertical")
        || format.equals("Values")
        || format.equals("SQLInsert")
        || format.startsWith("CustomSeparated")
        || format.startsWith("Template")
        || format.equals("RawBLOB")
        || format.equals("LineAsString")) {
      return PLAIN_TEXT;
    }
    return switch (format) {
      case "XML" -> "application/xml; charset=UTF-8";
      case "Markdown" -> "text/markdown; charset=UTF-8";
      default -> "application/octet-stream";
    };
  }
}
