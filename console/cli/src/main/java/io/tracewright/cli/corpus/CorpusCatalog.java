package io.tracewright.cli.corpus;

import io.tracewright.cli.UserError;
import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.profile.WeightedCorpus;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published corpus versions. */
public final class CorpusCatalog {
  private static final String ENTRIES =
      "SELECT name, version, records_table, records, source FROM corpora FINAL"
          + " WHERE state = 'available' ORDER BY name, version";

  private final ClickHouseSql sql;

  private static final Set<String> BUILTIN =
      builtin().stream().map(CorpusRef::name).collect(Collectors.toUnmodifiableSet());

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

  /** Whether nothing but what ships with the product is asked for. */
  public static boolean onlyBuiltin(RunRequest request) {
    return request.corpora().isEmpty() && named(request.profile()).allMatch(BUILTIN::contains);
  }

  /**
   * The corpora of a run: those that the request names, or else the samples that ship with the
   * product, and those that the profile's workloads name besides. A bare name is its newest
   * version, a name with {@code @} and a number that version.
   *
   * @throws UserError for a name that no corpus has
   */
  public List<CorpusRef> resolve(RunRequest request) {
    return resolve(request, onlyBuiltin(request) ? List.of() : entries());
  }

  /** As {@link #resolve(RunRequest)}, where these are published. */
  public static List<CorpusRef> resolve(RunRequest request, List<Entry> entries) {
    List<CorpusRef> resolved = new ArrayList<>();
    if (request.corpora().isEmpty()) {
      resolved.addAll(builtin());
    }
    for (String name : request.corpora()) {
      resolved.add(resolve(name, "--corpus " + name, entries));
    }
    named(request.profile())
        .filter(name -> resolved.stream().noneMatch(corpus -> corpus.name().equals(name)))
        .forEach(
            name -> resolved.add(resolve(name, "a workload's corpus '" + name + "'", entries)));
    return resolved;
  }

  private static Stream<String> named(WorkloadProfile profile) {
    return profile.workloads().stream()
        .flatMap(workload -> workload.corpora().stream())
        .map(WeightedCorpus::name)
        .distinct();
  }

  private static CorpusRef resolve(String name, String asked, List<Entry> entries) {
    return Stream.concat(builtin().stream(), entries.stream().map(Entry::corpus))
        .filter(corpus -> corpus.name().equals(name) || corpus.label().equals(name))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> missing(asked, entries));
  }

  private static UserError missing(String asked, List<Entry> entries) {
    String known =
        entries.isEmpty()
            ? "none is imported yet"
            : "imported are "
                + entries.stream()
                    .map(entry -> entry.corpus().label())
                    .collect(Collectors.joining(", "));
    return UserError.badInput(
        asked + ": no such corpus, " + known + "; see: tracewright corpus import");
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
