package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.ColumnDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a table's columns with the schema and words the difference.
 *
 * <p>Columns of the table that the schema does not know are fine: ClickHouse fills them with their
 * defaults. The order of columns does not matter either, blocks carry names.
 */
final class TableShape {

  private TableShape() {}

  /**
   * Requires every column of the schema in the table, with the same type.
   *
   * @throws ClickHouseSinkException naming the table and every column that is missing or differs
   */
  static void requireColumns(
      TableName table,
      TableSchema schema,
      Map<String, String> foundTypeByName,
      boolean createTable) {
    List<String> differences = new ArrayList<>();
    for (ColumnDefinition column : schema.columns()) {
      String found = foundTypeByName.get(column.name());
      if (found == null) {
        differences.add(
            "column '%s' is missing, expected %s".formatted(column.name(), column.type()));
      } else if (!column.hasType(found)) {
        differences.add(
            "column '%s' is %s, expected %s".formatted(column.name(), found, column.type()));
      }
    }
    if (!differences.isEmpty()) {
      String drop =
          schema.createStatements().isEmpty()
              ? "drop it and create it anew"
              : createTable
                  ? "drop it so that it is made anew"
                  : "drop it and let the sink make it anew (createTable)";
      throw ClickHouseSinkException.of(
          "Table %s has another shape than the rows to be written: %s. Alter the table, %s, or write to another one."
              .formatted(table, String.join("; ", differences), drop),
          false,
          null);
    }
  }

  static ClickHouseSinkException missing(TableName table, TableSchema schema, boolean createTable) {
    String advice =
        schema.createStatements().isEmpty()
            ? "Create it."
            : createTable
                ? "The schema's create statements make another table: correct them."
                : "Create it, or let the sink do so (createTable).";
    return ClickHouseSinkException.of(
        "Table %s does not exist. %s".formatted(table, advice), false, null);
  }
}
