package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.ColumnDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns that a batch fills, in block order, and the statements that make their table.
 *
 * @param columns at least one, names unique
 * @param createStatements SQL run in order if the sink may create the table, each idempotent
 *     ({@code CREATE … IF NOT EXISTS}); {@value #TABLE} stands for the quoted {@code
 *     `database`.`table`}, {@value #DATABASE} for the quoted database; empty if the table must
 *     exist
 */
public record TableSchema(List<ColumnDefinition> columns, List<String> createStatements)
    implements Serializable {

  /** Stands for the quoted and qualified table in {@link #createStatements}. */
  public static final String TABLE = "${table}";

  /** Stands for the quoted database in {@link #createStatements}. */
  public static final String DATABASE = "${database}";

  /**
   * Validates the schema.
   *
   * @throws IllegalArgumentException if there is no column, or two have one name
   */
  public TableSchema {
    columns = List.copyOf(columns);
    createStatements = List.copyOf(createStatements);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A table schema needs at least one column.");
    }
    long distinctNames = columns.stream().map(ColumnDefinition::name).distinct().count();
    if (distinctNames < columns.size()) {
      throw new IllegalArgumentException("Two columns of the table schema have one name.");
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The create statements for one table, placeholders replaced by quoted identifiers. */
  List<String> createStatements(TableName table) {
    return createStatements.stream()
        .map(statement -> statement.replace(TABLE, table.quoted()))
        .map(statement -> statement.replace(DATABASE, table.quotedDatabase()))
        .toList();
  }

  /** Collects columns and statements. */
  public static final class Builder {
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<String> createStatements = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a column.
     *
     * @throws IllegalArgumentException if the type is malformed or unsupported
     */
    public Builder column(String name, String type) {
      columns.add(new ColumnDefinition(name, type));
      return this;
    }

    /** Adds a statement that makes the table, a view on it, or what else it needs. */
    public Builder createStatement(String sql) {
      createStatements.add(sql);
      return this;
    }

    /**
     * Adds the statement that makes a MergeTree table of the columns added so far.
     *
     * @param clauses what follows the engine: {@code PARTITION BY}, {@code ORDER BY}, {@code TTL}
     * @param deduplicationWindow how many of the last inserted blocks ClickHouse knows by token
     */
    public Builder createMergeTree(String clauses, int deduplicationWindow) {
      String definitions =
          columns.stream()
              .map(column -> TableName.quote(column.name()) + " " + column.type())
              .collect(Collectors.joining(", "));
      return createStatement(
          "CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = MergeTree %s SETTINGS non_replicated_deduplication_window = %d"
              .formatted(TABLE, definitions, clauses, deduplicationWindow));
    }

    public TableSchema build() {
      return new TableSchema(columns, createStatements);
    }
  }
}
