package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A kind of failure.
 *
 * @param type value of {@code error_type}, for example {@code timeout} or {@code rate_limit}
 * @param share share of all failures, 0 to 1
 */
public record ErrorKind(String type, double share) implements Serializable {
  static final ErrorKind DEFAULT = new ErrorKind("internal_error", 1);
}
