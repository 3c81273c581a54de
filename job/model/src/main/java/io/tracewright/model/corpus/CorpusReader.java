package io.tracewright.model.corpus;

import io.tracewright.model.text.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * Streams a corpus file, record by record, into a consumer.
 *
 * <p>JSON lines, a JSON array or CSV with a header, plain or gzip, UTF-8 with or without a
 * byte-order mark; fields {@code workload_type}, {@code prompt}, {@code response}, and optionally
 * {@code metadata} (a JSON object) and {@code record_id} (else the line or index; that ids are
 * unique is not checked, as it would take the file's memory). Bad records are dropped, counted and
 * named in the {@link CorpusReport}; whether so many are tolerable is for the caller to decide, see
 * {@link CorpusReport#acceptable()}.
 *
 * <p>Memory is bounded by one record of at most {@value FormatReader#MAX_RECORD_CHARS} characters,
 * whatever the file's size.
 */
public final class CorpusReader {

  private final RecordRules rules;

  /** A reader of records of the {@link CorpusCategories}. */
  public CorpusReader() {
    this(CorpusCategories.names());
  }

  /** A reader of records whose {@code workload_type} is one of these. */
  public CorpusReader(List<String> knownTypes) {
    this.rules = new RecordRules(knownTypes);
  }

  /**
   * Reads a file.
   *
   * @throws CorpusFormatException if there is no such file or it cannot be read to its end; what
   *     the consumer has had by then should be discarded
   */
  public CorpusReport read(Path file, Consumer<CorpusRecord> consumer) throws IOException {
    InputStream bytes;
    try {
      bytes = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new CorpusFormatException(file + ": no such file", e);
    }
    return read(file.toString(), bytes, consumer);
  }

  /**
   * Reads a stream to its end and closes it.
   *
   * @param name what messages call it; its extension is a hint of the format
   * @throws CorpusFormatException if it cannot be read to its end
   */
  public CorpusReport read(String name, InputStream bytes, Consumer<CorpusRecord> consumer)
      throws IOException {
    Intake intake = new Intake(consumer);
    try (bytes;
        PushbackReader text = new PushbackReader(TextInput.open(bytes), CorpusFormat.PEEK_CHARS)) {
      CorpusFormat format = CorpusFormat.of(name, text);
      format.reader(rules).read(text, intake);
      if (intake.total() == 0) {
        throw new CorpusFormatException("the file holds no record");
      }
      return intake.report(format);
    } catch (CorpusFormatException e) {
      throw new CorpusFormatException(name + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw broken(name, "is not UTF-8 text", intake, e);
    } catch (ZipException | java.io.EOFException e) {
      throw broken(name, "is damaged gzip (" + e.getMessage() + ")", intake, e);
    }
  }

  private static CorpusFormatException broken(
      String name, String what, Intake intake, IOException cause) {
    return new CorpusFormatException(
        name + ": " + what + ", found after " + intake.total() + " records", cause);
  }
}
