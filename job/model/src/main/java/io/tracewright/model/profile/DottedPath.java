package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;

/** Paths as people write them: {@code workloads[2].share}. */
final class DottedPath {

  private DottedPath() {}

  static String of(JsonPointer at) {
    StringBuilder path = new StringBuilder();
    for (JsonPointer p = at; !p.matches(); p = p.tail()) {
      if (p.mayMatchElement()) {
        path.append('[').append(p.getMatchingIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(p.getMatchingProperty());
      }
    }
    return path.toString();
  }
}
