package io.tracewright.cli.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.cli.UserError;
import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.corpus.CorpusFormatException;
import io.tracewright.model.corpus.CorpusReader;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.corpus.CorpusReport;
import io.tracewright.model.run.CorpusRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The import of a file as a new version of a corpus.
 *
 * <p>Records stream into a table of their own; the version is published only when the whole file is
 * in, so that nobody sees half a corpus.
 */
public final class CorpusImport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PART_BYTES = 4 << 20;
  private static final String NAME_RULE = "[a-z][a-z0-9_]{0,47}";

  private final Path file;
  private final String name;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private long position;

  private CorpusImport(Path file, String name) {
    this.file = file;
    this.name = name;
  }

  /**
   * Plans an import.
   *
   * @param name name of the corpus; null: the file's, without its endings
   * @throws UserError if the file cannot be read or the name breaks the rule
   */
  public static CorpusImport of(Path file, String name) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw UserError.badInput(file + ": no such file, or not readable");
    }
    String chosen =
        name == null
            ? file.getFileName().toString().replaceFirst("\\..*", "").toLowerCase(Locale.ROOT)
            : name;
    if (!chosen.matches(NAME_RULE)) {
      throw UserError.badInput(
          "--name " + chosen + ": must be a lower-case letter and up to 47 letters, digits or '_'");
    }
    return new CorpusImport(file, chosen);
  }

  /**
   * Imports the file.
   *
   * @param log where dropped records are named
   * @throws UserError when more than 1 % of the records are bad; nothing is kept then
   */
  public Result run(ClickHouseSql sql, PrintWriter log) {
    CorpusRef corpus = nextVersion(sql);
    sql.execute(
        "CREATE TABLE "
            + corpus.table()
            + " (position UInt64, record_id String, workload_type LowCardinality(String),"
            + " prompt String, response String, metadata String)"
            + " ENGINE = MergeTree ORDER BY position");
    CorpusReport report;
    try {
      report = new CorpusReader().read(file, record -> add(sql, corpus, record));
      send(sql, corpus);
    } catch (CorpusFormatException e) {
      drop(sql, corpus);
      throw UserError.badInput(e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      drop(sql, corpus);
      throw UserError.badInput(file + ": " + e.getMessage(), e);
    }
    report.problems().forEach(log::println);
    log.flush();
    if (!report.acceptable()) {
      drop(sql, corpus);
      throw UserError.badInput(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d records are bad, at most 1 %% may be; nothing was imported",
              file,
              report.bad(),
              report.total()));
    }
    publish(sql, corpus, report);
    return new Result(corpus, report);
  }

  private CorpusRef nextVersion(ClickHouseSql sql) {
    String[] newest =
        sql.rows(
                "SELECT max(version) FROM corpora WHERE name = {name:String}", Map.of("name", name))
            .get(0);
    int version = Integer.parseInt(newest[0]) + 1;
    // The name keeps to NAME_RULE, so the table's name needs no quoting; the suffix keeps an import
    // that broke off, or another at the same time, out of the way.
    String suffix = String.format("%08x", new SecureRandom().nextInt());
    return new CorpusRef(name, version, "corpus_records_" + name + "_v" + version + "_" + suffix);
  }

  private void add(ClickHouseSql sql, CorpusRef corpus, CorpusRecord record) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("position", position++);
    row.put("record_id", record.recordId());
    row.put("workload_type", record.workloadType());
    row.put("prompt", record.prompt());
    row.put("response", record.response());
    row.put("metadata", record.metadata());
    try {
      part.writeBytes(JSON.writeValueAsBytes(row));
      part.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (part.size() >= PART_BYTES) {
      send(sql, corpus);
    }
  }

  private void send(ClickHouseSql sql, CorpusRef corpus) {
    if (part.size() > 0) {
      sql.insertJsonLines(corpus.table(), part.toByteArray());
      part.reset();
    }
  }

  private static void drop(ClickHouseSql sql, CorpusRef corpus) {
    sql.execute("DROP TABLE IF EXISTS " + corpus.table());
  }

  private void publish(ClickHouseSql sql, CorpusRef corpus, CorpusReport report) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", corpus.name());
    row.put("version", corpus.version());
    row.put("records_table", corpus.table());
    row.put("records", report.good());
    row.put("source", file.getFileName().toString());
    row.put("state", "available");
    row.put(
        "updated_at",
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", ""));
    try {
      sql.insertJsonLines("corpora", JSON.writeValueAsBytes(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A finished import.
   *
   * @param corpus the version made
   * @param report what was read and what was dropped
   */
  public record Result(CorpusRef corpus, CorpusReport report) {}
}
