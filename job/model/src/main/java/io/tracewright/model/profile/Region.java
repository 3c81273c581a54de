package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A serving region.
 *
 * @param name for example {@code us-east-1}
 * @param share share of traces, 0 to 1
 * @param networkMs one-way network latency from the user, milliseconds, at least 0
 * @param residency jurisdiction whose data may be served here, for example {@code eu}; empty: any
 *     that demands none
 */
public record Region(String name, double share, double networkMs, String residency)
    implements Serializable {
  static final Region DEFAULT = new Region("us-east-1", 1, 2, null);

  public Region {
    residency = residency == null ? "" : residency;
  }
}
