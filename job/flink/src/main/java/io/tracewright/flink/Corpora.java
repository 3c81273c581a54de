package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.run.CorpusRef;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads corpora from ClickHouse, or from the job's jar those that ship with it.
 *
 * @param clickHouse where imported corpora are
 * @param contentLevel how much of a text rows quote ({@code full}, {@code preview} or {@code
 *     none}); more than that need not be held in memory
 */
record Corpora(ClickHouseOptions clickHouse, String contentLevel) implements CorpusLoader {

  /** Longer than a preview by a little, so that its ellipsis shows that there is more. */
  private static final int PREVIEWED_CHARACTERS = 128;

  /** Longer by one than rows quote at most, for the same reason. */
  private static final int WHOLE_CHARACTERS = 100_001;

  /** How much of each text to fetch, in characters. */
  int charactersPerText() {
    return contentLevel.equals("full") ? WHOLE_CHARACTERS : PREVIEWED_CHARACTERS;
  }

  @Override
  public List<LoadedCorpus> load(List<CorpusRef> refs) throws IOException {
    List<LoadedCorpus> loaded = new ArrayList<>();
    for (CorpusRef ref : refs) {
      loaded.add(new LoadedCorpus(ref, ref.isBuiltin() ? builtin(ref) : imported(ref)));
    }
    return loaded;
  }

  private static List<CorpusRecord> builtin(CorpusRef ref) throws IOException {
    return BuiltinCorpora.read(ref.builtinName());
  }

  private List<CorpusRecord> imported(CorpusRef ref) throws IOException {
    String table = "`" + ref.table().replace("`", "``") + "`";
    List<CorpusRecord> records = new ArrayList<>();
    try (Connection connection = ClickHouseJdbc.connect(clickHouse);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT record_id, workload_type, substringUTF8(prompt, 1, "
                    + charactersPerText()
                    + "), substringUTF8(response, 1, "
                    + charactersPerText()
                    + "), '{}' FROM "
                    + table
                    + " ORDER BY position")) {
      while (rows.next()) {
        records.add(
            new CorpusRecord(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5)));
      }
    } catch (SQLException e) {
      throw new IOException(
          "corpus "
              + ref.label()
              + " cannot be read from table "
              + ref.table()
              + ": "
              + e.getMessage(),
          e);
    }
    return records;
  }
}
