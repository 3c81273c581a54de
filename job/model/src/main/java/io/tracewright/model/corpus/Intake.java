package io.tracewright.model.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where the format readers put records and problems; it counts both. */
final class Intake {

  private final Consumer<CorpusRecord> accepted;
  private final List<String> problems = new ArrayList<>();
  private long good;
  private long bad;

  Intake(Consumer<CorpusRecord> accepted) {
    this.accepted = accepted;
  }

  /** Hands the candidate on when the rules find nothing wrong with it. */
  void take(String place, CorpusRecord candidate, RecordRules rules) {
    String problem = rules.problemOf(candidate);
    if (problem != null) {
      reject(place, problem);
      return;
    }
    good++;
    accepted.accept(candidate);
  }

  void reject(String place, String reason) {
    bad++;
    if (problems.size() < CorpusReport.MAX_PROBLEMS) {
      problems.add(place + ": " + reason);
    }
  }

  long total() {
    return good + bad;
  }

  CorpusReport report(CorpusFormat format) {
    return new CorpusReport(format, good, bad, problems);
  }
}
