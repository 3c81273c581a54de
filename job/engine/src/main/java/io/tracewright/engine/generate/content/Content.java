package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.model.corpus.CorpusRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Prompts and responses from the corpora, ready to be copied into rows.
 *
 * <p>A workload draws evenly from the records of its corpus category, of all corpora together; one
 * whose category no corpus has draws from all records.
 */
public final class Content {
  private static final int PREVIEW_CHARACTERS = 96;

  private final UniformRandomProvider random;
  private final List<Exchange> all = new ArrayList<>();
  private final Map<String, List<Exchange>> byCategory = new HashMap<>();

  public Content(UniformRandomProvider random, List<LoadedCorpus> corpora) {
    this.random = random;
    for (LoadedCorpus corpus : corpora) {
      String version = corpus.ref().label();
      for (CorpusRecord record : corpus.records()) {
        Exchange exchange =
            new Exchange(
                version, record.recordId(), preview(record.prompt()), preview(record.response()));
        all.add(exchange);
        byCategory
            .computeIfAbsent(record.workloadType(), category -> new ArrayList<>())
            .add(exchange);
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no corpus: a run needs at least one corpus record");
    }
  }

  /** A record for a workload of a category. */
  public Exchange draw(String category) {
    List<Exchange> records = byCategory.getOrDefault(category, all);
    return records.get(random.nextInt(records.size()));
  }

  /** The first characters of a text as the inside of a JSON string literal, in UTF-8. */
  public static byte[] preview(String text) {
    int end = Math.min(text.length(), PREVIEW_CHARACTERS);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder json = new StringBuilder(end + 8);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20) {
            json.append(' ');
          } else {
            json.append(c);
          }
        }
      }
    }
    if (end < text.length()) {
      json.append('…');
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
