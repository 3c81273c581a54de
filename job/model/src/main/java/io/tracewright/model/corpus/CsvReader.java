package io.tracewright.model.corpus;

import io.tracewright.model.text.BoundedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Reads CSV (RFC 4180) with a header; other columns than a record's are ignored. */
record CsvReader(RecordRules rules) implements FormatReader {

  static final List<String> REQUIRED = List.of("workload_type", "prompt", "response");

  /** Blank lines are kept, as records of one empty cell, so that line numbers stay true. */
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(false)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
          .get();

  @Override
  public void read(Reader text, Intake intake) throws IOException {
    BoundedReader bounded = new BoundedReader(text, MAX_RECORD_CHARS);
    long line = 1;
    try (CSVParser csv = parser(bounded)) {
      requireColumns(csv.getHeaderNames());
      Iterator<CSVRecord> rows = csv.iterator();
      while (true) {
        bounded.startRecord();
        line = csv.getCurrentLineNumber() + 1;
        if (!rows.hasNext()) {
          return;
        }
        CSVRecord row = rows.next();
        if (row.size() > 1 || !row.get(0).isEmpty()) {
          take(row, line, csv.getHeaderNames().size(), intake);
        }
      }
    } catch (BoundedReader.TooLongException e) {
      throw new CorpusFormatException("line " + line + ": " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw notCsv(line, e.getCause());
    }
  }

  private void take(CSVRecord row, long line, int columns, Intake intake) {
    String place = "line " + line;
    if (row.size() != columns) {
      intake.reject(place, "has " + row.size() + " cells, the header has " + columns);
      return;
    }
    try {
      String id = cell(row, "record_id");
      intake.take(
          place,
          new CorpusRecord(
              id.isEmpty() ? RecordId.of(line) : id,
              row.get("workload_type"),
              row.get("prompt"),
              row.get("response"),
              JsonRecords.metadata(cell(row, "metadata"))),
          rules);
    } catch (BadRecordException e) {
      intake.reject(place, e.getMessage());
    }
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column) ? row.get(column) : "";
  }

  private static CSVParser parser(Reader text) throws IOException {
    try {
      return FORMAT.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CorpusFormatException("line 1: the header is unusable: " + e.getMessage(), e);
    }
  }

  private static void requireColumns(List<String> header) throws CorpusFormatException {
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.removeAll(header);
    if (!missing.isEmpty()) {
      throw new CorpusFormatException(
          "line 1: missing columns "
              + String.join(", ", missing)
              + "; the header has "
              + String.join(", ", header));
    }
  }

  private static IOException notCsv(long line, IOException cause) {
    if (cause instanceof BoundedReader.TooLongException) {
      return new CorpusFormatException("line " + line + ": " + cause.getMessage(), cause);
    }
    return cause instanceof java.nio.charset.CharacterCodingException
        ? cause
        : new CorpusFormatException(
            "line " + line + ": malformed CSV: " + cause.getMessage(), cause);
  }
}
