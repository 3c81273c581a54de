package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * How much of prompts, answers, arguments and results rows carry.
 *
 * @param level {@code full}; {@code preview}: the first 96 characters; {@code none}
 * @param diversity 0 to 1: how much less likely one record is to be drawn than another is free at 1
 *     (all alike), and skewed towards few at 0 (Zipf-like, as real questions repeat)
 */
public record ContentPolicy(String level, Double diversity) implements Serializable {
  static final ContentPolicy DEFAULT = new ContentPolicy(null, null);

  public ContentPolicy {
    level = level == null ? "preview" : level;
    diversity = diversity == null ? Double.valueOf(1) : diversity;
  }
}
