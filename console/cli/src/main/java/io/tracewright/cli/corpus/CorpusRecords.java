package io.tracewright.cli.corpus;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.run.CorpusRef;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Records of corpora, read as the job reads them: those that ship from the product itself. */
public final class CorpusRecords {
  private CorpusRecords() {}

  /** Loads the corpora that ship with the product. */
  public static List<LoadedCorpus> builtin() {
    return CorpusCatalog.builtin().stream().map(CorpusRecords::builtin).toList();
  }

  /** Loads corpora, in their order. */
  public static List<LoadedCorpus> load(ClickHouseSql sql, List<CorpusRef> corpora) {
    return corpora.stream()
        .map(ref -> ref.isBuiltin() ? builtin(ref) : imported(sql, ref))
        .toList();
  }

  private static LoadedCorpus builtin(CorpusRef ref) {
    return new LoadedCorpus(ref, BuiltinCorpora.read(ref.builtinName()));
  }

  private static LoadedCorpus imported(ClickHouseSql sql, CorpusRef ref) {
    // Hexadecimal, because the text may hold tabs, line ends and backslashes.
    String query =
        "SELECT hex(record_id), hex(workload_type), hex(prompt), hex(response) FROM "
            + ref.table()
            + " ORDER BY position";
    return new LoadedCorpus(
        ref,
        sql.rows(query, Map.of()).stream()
            .map(
                row ->
                    new CorpusRecord(text(row[0]), text(row[1]), text(row[2]), text(row[3]), "{}"))
            .toList());
  }

  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }
}
