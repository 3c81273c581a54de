package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules of a rank correlation matrix: square, symmetric, ones on its diagonal, and such that
 * Gaussian scores can be behind it.
 *
 * <p>Scores with correlation {@code 2 sin(pi r / 6)} have the rank correlation {@code r} (K.
 * Pearson, 1907), so it is the matrix of these that must be positive definite.
 */
final class DependenceRules {

  private final JsonNode matrix;
  private final JsonPointer at;
  private final List<String> variables;
  private final Findings findings;

  private DependenceRules(
      JsonNode matrix, JsonPointer at, List<String> variables, Findings findings) {
    this.matrix = matrix;
    this.at = at;
    this.variables = variables;
    this.findings = findings;
  }

  static void check(JsonNode profile, JsonPointer dependence, Findings findings) {
    JsonPointer list = dependence.appendProperty("variables");
    new NameRules(profile, findings).unique(list);
    List<String> variables = new ArrayList<>();
    profile.at(list).forEach(variable -> variables.add(variable.asText()));
    JsonPointer at = dependence.appendProperty("rank_correlations");
    // Other sizes break the schema's bounds; longer ones need no quadratic work here.
    if (profile.at(at).isArray() && variables.size() >= 2 && variables.size() <= 4) {
      new DependenceRules(profile.at(at), at, variables, findings).check();
    }
  }

  private void check() {
    if (!isSquare() || !hasNumbers()) {
      return;
    }
    boolean sound = true;
    for (int row = 0; row < variables.size(); row++) {
      for (int column = 0; column <= row; column++) {
        String problem = problem(row, column);
        if (!problem.isEmpty()) {
          findings.add(at.appendIndex(row).appendIndex(column), problem);
          sound = false;
        }
      }
    }
    if (sound && !PositiveDefinite.is(scores())) {
      findings.add(
          at,
          "is not positive definite: "
              + String.join(", ", variables.subList(0, variables.size() - 1))
              + " and "
              + variables.get(variables.size() - 1)
              + " cannot have these correlations together; bring the largest towards 0");
    }
  }

  private boolean isSquare() {
    int size = variables.size();
    String rule = ", it must have " + size + ", one for each of " + String.join(", ", variables);
    if (matrix.size() != size) {
      findings.add(at, "has " + count(matrix.size(), "row") + rule);
      return false;
    }
    boolean square = true;
    for (int row = 0; row < size; row++) {
      if (matrix.path(row).isArray() && matrix.path(row).size() != size) {
        findings.add(at.appendIndex(row), "has " + count(matrix.path(row).size(), "number") + rule);
        square = false;
      }
    }
    return square;
  }

  private boolean hasNumbers() {
    for (JsonNode row : matrix) {
      if (!row.isArray()) {
        return false;
      }
      for (JsonNode entry : row) {
        if (!entry.isNumber()) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is wrong with an entry below the diagonal or on it; empty: nothing. */
  private String problem(int row, int column) {
    double value = value(row, column);
    String shown = matrix.path(row).path(column).asText();
    if (row == column) {
      return value == 1 ? "" : shown + " is on the diagonal, it must be 1";
    }
    if (value != value(column, row)) {
      return shown
          + " differs from "
          + DottedPath.of(at.appendIndex(column).appendIndex(row))
          + ", which is "
          + matrix.path(column).path(row).asText()
          + ": the matrix must be symmetric";
    }
    return Math.abs(value) < 1 ? "" : shown + " is not between -1 and 1, both excluded";
  }

  private double[][] scores() {
    int size = variables.size();
    double[][] scores = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        scores[row][column] = 2 * Math.sin(Math.PI * value(row, column) / 6);
      }
    }
    return scores;
  }

  private double value(int row, int column) {
    return matrix.path(row).path(column).doubleValue();
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
