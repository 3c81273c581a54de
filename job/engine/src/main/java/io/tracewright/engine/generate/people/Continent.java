package io.tracewright.engine.generate.people;

import java.util.Locale;
import java.util.Set;

/**
 * Where a time zone or a serving region lies, as far as its name says: zones by IANA's areas,
 * regions by the first word of their names at the usual providers ({@code eu-west-1}, {@code
 * europe-west4}, {@code ap-south-1}).
 */
enum Continent {
  AMERICA("america", "us", "ca", "sa", "mx", "northamerica", "southamerica"),
  EUROPE("europe", "eu", "uk"),
  ASIA("asia", "ap", "cn", "me", "il", "australia", "pacific", "indian"),
  AFRICA("africa", "af"),
  UNKNOWN;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot change.
  private final Set<String> names;

  Continent(String... names) {
    this.names = Set.of(names);
  }

  /** That of a zone or a region. */
  static Continent of(String name) {
    String first = name.toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0];
    for (Continent continent : values()) {
      if (continent.names.contains(first)) {
        return continent;
      }
    }
    return UNKNOWN;
  }
}
