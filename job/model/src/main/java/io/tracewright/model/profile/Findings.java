package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the checks have found so far, by place in the document. */
final class Findings {

  private final YamlDocument document;
  private final List<ProfileProblem> problems;

  Findings(YamlDocument document, List<ProfileProblem> parseProblems) {
    this.document = document;
    this.problems = new ArrayList<>(parseProblems);
  }

  void add(JsonPointer at, String message) {
    Place place = document.placeOf(at);
    problems.add(new ProfileProblem(place.line(), place.column(), DottedPath.of(at), message));
  }

  boolean any() {
    return !problems.isEmpty();
  }

  /** All findings, each once, in the order of the file. */
  List<ProfileProblem> inFileOrder() {
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(ProfileProblem::line).thenComparingInt(ProfileProblem::column))
        .toList();
  }
}
