package io.tracewright.model.corpus;

import java.util.List;

/** The kinds of conversation that a corpus record, and a workload of a profile, may be of. */
public final class CorpusCategories {

  private static final List<String> NAMES =
      List.of(
          "simple_chat",
          "rag_pipeline",
          "tool_use",
          "multi_turn_tool_use",
          "failed_request",
          "custom_domain");

  private CorpusCategories() {}

  /** Names as files and tables spell them. */
  public static List<String> names() {
    return NAMES;
  }
}
