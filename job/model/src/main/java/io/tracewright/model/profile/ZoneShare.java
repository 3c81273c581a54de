package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A time zone and the share of users who live in it.
 *
 * @param zone IANA name, for example {@code Europe/Berlin}
 * @param share share of users, 0 to 1
 */
public record ZoneShare(String zone, double share) implements Serializable {
  static final ZoneShare DEFAULT = new ZoneShare("UTC", 1);
}
