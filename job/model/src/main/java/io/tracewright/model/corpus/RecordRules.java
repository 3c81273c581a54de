package io.tracewright.model.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What makes a corpus record good: a known type, and texts of a length that can be stored. */
final class RecordRules {

  static final int MAX_TEXT_CHARS = 100_000;
  static final int MAX_METADATA_CHARS = 1_000_000;
  static final int MAX_ID_CHARS = 200;
  private static final int MAX_SHOWN_CHARS = 60;

  private final List<String> knownTypes;

  RecordRules(List<String> knownTypes) {
    this.knownTypes = List.copyOf(knownTypes);
  }

  /** Why the record is bad, or null when it is good. */
  String problemOf(CorpusRecord candidate) {
    if (isEmpty(candidate.workloadType())) {
      return "workload_type is empty, it must be one of " + String.join(", ", knownTypes);
    }
    if (!knownTypes.contains(candidate.workloadType())) {
      return "unknown workload_type '"
          + shortened(candidate.workloadType())
          + "', it must be one of "
          + String.join(", ", knownTypes);
    }
    String problem = ofText("prompt", candidate.prompt(), MAX_TEXT_CHARS);
    if (problem == null) {
      problem = ofText("response", candidate.response(), MAX_TEXT_CHARS);
    }
    if (problem == null) {
      problem = ofText("record_id", candidate.recordId(), MAX_ID_CHARS);
    }
    if (problem == null) {
      problem = ofText("metadata", candidate.metadata(), MAX_METADATA_CHARS);
    }
    return problem;
  }

  private static String ofText(String field, String text, int maxChars) {
    if (isEmpty(text)) {
      return String.format("%s is empty (1 to %,d characters)", field, maxChars);
    }
    int chars = text.codePointCount(0, text.length());
    if (chars > maxChars) {
      return String.format("%s has %,d characters (1 to %,d)", field, chars, maxChars);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return field + " holds half of a surrogate pair, which is no character";
    }
    return null;
  }

  private static boolean isEmpty(String text) {
    return text == null || text.isEmpty();
  }

  private static String shortened(String text) {
    return text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
  }
}
