package io.tracewright.flink.table;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value comes from: a column that is there, or an entry of one that is a map.
 *
 * @param sql the value, quoted
 * @param type its type, without {@code LowCardinality} and {@code Nullable}
 * @param isEntry whether it is an entry of a map, empty where it is absent
 */
record Field(String sql, String type, boolean isEntry) {
  private static final Pattern ENTRY = Pattern.compile("(.+?)\\[(.+)]");
  private static final Pattern WRAPPED =
      Pattern.compile("(?:LowCardinality|Nullable)\\((.*)\\)", Pattern.DOTALL);

  /**
   * Finds a field.
   *
   * @param types types of the table's columns by name
   * @throws IllegalArgumentException when there is no such column
   */
  static Field of(String source, Map<String, String> types) {
    if (types.containsKey(source)) {
      return new Field(Sql.identifier(source), bare(types.get(source)), false);
    }
    Matcher entry = ENTRY.matcher(source);
    if (entry.matches()
        && types.containsKey(entry.group(1))
        && types.get(entry.group(1)).startsWith("Map(")) {
      return new Field(
          Sql.identifier(entry.group(1)) + "[" + Sql.literal(entry.group(2)) + "]", "String", true);
    }
    throw new IllegalArgumentException(
        "there is no column " + source + "; there are " + String.join(", ", types.keySet()));
  }

  private static String bare(String type) {
    Matcher wrapped = WRAPPED.matcher(type);
    return wrapped.matches() ? bare(wrapped.group(1)) : type;
  }

  boolean isText() {
    return type.equals("String") || type.startsWith("FixedString") || type.startsWith("Enum");
  }

  /** The value as text; nothing stands as empty. */
  String text() {
    return "ifNull(toString(" + sql + "), '')";
  }
}
