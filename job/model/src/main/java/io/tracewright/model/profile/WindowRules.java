package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Rules of the window: known zones, a real instant, real dates, and demand at some hour of any
 * window.
 */
final class WindowRules {

  private static final JsonPointer WINDOW = JsonPointer.empty().appendProperty("window");

  /** A window this long holds each hour of a weekday at least once, wherever it begins. */
  private static final int DAYS_WITH_A_WEEKDAY = 3;

  /** Years whose times, and those of the longest window before them, every table can hold. */
  private static final int FIRST_YEAR = 1980;

  private static final int LAST_YEAR = 2200;

  private WindowRules() {}

  static void check(JsonNode profile, Findings findings) {
    JsonNode window = profile.path("window");
    zones(window.path("time_zones"), findings);
    SeasonRules.check(profile, findings);
    end(window.path("end"), findings);
    JsonNode weights = window.path("hourly_weights");
    if (!weights.isEmpty() && allZero(weights)) {
      findings.add(
          WINDOW.appendProperty("hourly_weights"), "all are 0, at least one must be above 0");
    }
    JsonNode weekend = window.path("weekend_factor");
    int days = window.path("days").asInt(Window.DEFAULT.days());
    if (weekend.isNumber() && weekend.doubleValue() == 0 && days < DAYS_WITH_A_WEEKDAY) {
      findings.add(
          WINDOW.appendProperty("weekend_factor"),
          "0 needs days of at least "
              + DAYS_WITH_A_WEEKDAY
              + ": a window of "
              + days
              + " may hold no demand at all");
    }
  }

  private static void zones(JsonNode zones, Findings findings) {
    for (int i = 0; i < zones.size(); i++) {
      JsonNode zone = zones.path(i).path("zone");
      if (zone.isTextual() && !isZone(zone.asText())) {
        findings.add(
            WINDOW.appendProperty("time_zones").appendIndex(i).appendProperty("zone"),
            SchemaWording.shown(zone) + " is not an IANA time zone, for example America/New_York");
      }
    }
  }

  private static boolean isZone(String name) {
    try {
      ZoneId.of(name);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void end(JsonNode end, Findings findings) {
    if (!end.isTextual()) {
      return;
    }
    String problem = null;
    try {
      int year = Instant.parse(end.asText()).atOffset(ZoneOffset.UTC).getYear();
      if (year < FIRST_YEAR || year > LAST_YEAR) {
        problem = " is outside the years " + FIRST_YEAR + " to " + LAST_YEAR;
      }
    } catch (DateTimeException e) {
      problem = " is not an ISO-8601 UTC instant like 2026-06-01T00:00:00Z";
    }
    if (problem != null) {
      findings.add(WINDOW.appendProperty("end"), SchemaWording.shown(end) + problem);
    }
  }

  private static boolean allZero(JsonNode weights) {
    for (JsonNode weight : weights) {
      if (!weight.isNumber() || weight.doubleValue() != 0) {
        return false;
      }
    }
    return true;
  }
}
