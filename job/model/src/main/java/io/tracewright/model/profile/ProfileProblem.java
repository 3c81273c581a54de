package io.tracewright.model.profile;

/**
 * One thing that is wrong with a profile, and where.
 *
 * @param line line in the file, from 1; 0 when the file could not be read at all
 * @param column column in the line, from 1
 * @param path place in the document, for example {@code workloads[2].share}; empty: the whole
 * @param message the value and the rule it breaks
 */
public record ProfileProblem(int line, int column, String path, String message) {

  /** The problem as compilers print theirs: {@code file:line:column path: message}. */
  public String format(String source) {
    StringBuilder text = new StringBuilder(source);
    text.append(line > 0 ? ":" + line + ":" + column : ":").append(' ');
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
