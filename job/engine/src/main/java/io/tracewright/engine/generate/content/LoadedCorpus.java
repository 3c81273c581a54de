package io.tracewright.engine.generate.content;

import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.run.CorpusRef;
import java.util.List;

/**
 * A corpus version with its records in memory.
 *
 * @param ref which version it is
 * @param records its records in their published order, at least one
 */
public record LoadedCorpus(CorpusRef ref, List<CorpusRecord> records) {
  public LoadedCorpus {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("corpus " + ref.label() + " holds no records");
    }
  }
}
