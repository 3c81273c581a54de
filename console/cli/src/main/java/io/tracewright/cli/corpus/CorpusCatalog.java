package io.tracewright.cli.corpus;

import io.tracewright.cli.UserError;
import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.run.CorpusRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The published corpus versions. */
public final class CorpusCatalog {
  private static final String ENTRIES =
      "SELECT name, version, records_table, records, source FROM corpora FINAL"
          + " WHERE state = 'available' ORDER BY name, version";

  private final ClickHouseSql sql;

  public CorpusCatalog(ClickHouseSql sql) {
    this.sql = sql;
  }

  /** The samples that ship with the product. */
  public static List<CorpusRef> builtin() {
    return BuiltinCorpora.names().stream()
        .map(name -> new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, ""))
        .toList();
  }

  /** All versions, by name and number. */
  public List<Entry> entries() {
    return sql.rows(ENTRIES, Map.of()).stream()
        .map(
            row ->
                new Entry(
                    new CorpusRef(row[0], Integer.parseInt(row[1]), row[2]),
                    Long.parseLong(row[3]),
                    row[4]))
        .toList();
  }

  /**
   * The corpora that names stand for: a bare name is its newest version, a name with {@code @} and
   * a number that version; no names are the samples that ship with the product.
   *
   * @throws UserError for a name that no corpus has
   */
  public List<CorpusRef> resolve(List<String> names) {
    if (names.isEmpty()) {
      return builtin();
    }
    List<Entry> entries = entries();
    List<CorpusRef> resolved = new ArrayList<>();
    for (String name : names) {
      resolved.add(
          entries.stream()
              .map(Entry::corpus)
              .filter(corpus -> corpus.name().equals(name) || corpus.label().equals(name))
              .reduce((older, newer) -> newer)
              .orElseThrow(() -> missing(name, entries)));
    }
    return resolved;
  }

  private static UserError missing(String name, List<Entry> entries) {
    String known =
        entries.isEmpty()
            ? "none is imported yet"
            : "imported are "
                + entries.stream()
                    .map(entry -> entry.corpus().label())
                    .collect(Collectors.joining(", "));
    return UserError.badInput(
        "--corpus " + name + ": no such corpus, " + known + "; see: tracewright corpus import");
  }

  /**
   * A published version.
   *
   * @param corpus which
   * @param records number of records
   * @param source file that it was imported from
   */
  public record Entry(CorpusRef corpus, long records, String source) {}
}
