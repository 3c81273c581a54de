package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * How much a profile makes by default.
 *
 * @param traces traces in a run, at least 1; {@code generate --traces} overrides it
 * @param users distinct users behind the requests, at least 1; activity is Zipf-like over them
 */
public record Scale(long traces, int users) implements Serializable {
  static final Scale DEFAULT = new Scale(100_000, 2_000);

  public Scale {
    traces = traces == 0 ? DEFAULT_TRACES : traces;
    users = users == 0 ? DEFAULT_USERS : users;
  }

  private static final long DEFAULT_TRACES = 100_000;
  private static final int DEFAULT_USERS = 2_000;
}
