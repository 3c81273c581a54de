package io.tracewright.model.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The corpora that ship with the product: samples of public data sets, whose owners and licences
 * stand in {@code deploy/samples/THIRD_PARTY.md}.
 */
public final class BuiltinCorpora {

  /** Version of all samples; a change of any of them raises it. */
  public static final int VERSION = 1;

  private static final List<String> NAMES = List.of("gsm8k", "pubmedqa", "taubench_retail");

  private BuiltinCorpora() {}

  /** Names, without a {@code builtin:} before them. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The records of a corpus, in the order of its file.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static List<CorpusRecord> read(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "unknown built-in corpus '" + name + "': choose one of " + String.join(", ", NAMES));
    }
    List<CorpusRecord> records = new ArrayList<>();
    String resource = "/io/tracewright/samples/" + name + ".jsonl.gz";
    try (InputStream bytes = BuiltinCorpora.class.getResourceAsStream(resource)) {
      CorpusReport report = new CorpusReader().read(name, bytes, records::add);
      if (report.bad() > 0) {
        throw new IllegalStateException(report.problems().get(0));
      }
      return List.copyOf(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
