package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A kind of user. A user's persona never changes.
 *
 * @param name for example {@code power_user}
 * @param share share of users, 0 to 1
 * @param activity requests of one such user relative to another kind's, above 0
 * @param loyalty probability that a tool call goes to the user's favourite tool, 0 to 1
 * @param sophistication probability that a request takes the longer of two courses, 0 to 1, at the
 *     window's start
 * @param growthPerWeek what sophistication gains each week, up to 1
 */
public record Persona(
    String name,
    double share,
    Double activity,
    double loyalty,
    double sophistication,
    double growthPerWeek)
    implements Serializable {
  static final Persona DEFAULT = new Persona("user", 1, null, 0, 0, 0);

  public Persona {
    activity = activity == null ? Double.valueOf(1) : activity;
  }
}
