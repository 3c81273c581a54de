package io.tracewright.flink.functions;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.run.CorpusRef;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Fetches the corpora that a run is pinned to. */
@FunctionalInterface
public interface CorpusLoader extends Serializable {

  /**
   * Reads the records of corpora, in their published order.
   *
   * @return one entry for each reference, in its order
   * @throws IOException if a corpus cannot be read; the message names it
   */
  List<LoadedCorpus> load(List<CorpusRef> corpora) throws IOException;
}
