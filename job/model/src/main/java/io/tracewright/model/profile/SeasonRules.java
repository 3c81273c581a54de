package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;

/** Rules of seasons: real dates, and what goes with which kind. */
final class SeasonRules {

  private static final JsonPointer SEASONS = JsonPointer.compile("/window/seasons");

  private SeasonRules() {}

  static void check(JsonNode profile, Findings findings) {
    for (int i = 0; i < profile.at(SEASONS).size(); i++) {
      check(profile.at(SEASONS).path(i), SEASONS.appendIndex(i), findings);
    }
  }

  private static void check(JsonNode season, JsonPointer at, Findings findings) {
    String on = season.path("on").asText();
    JsonNode dates = season.path("dates");
    if (on.equals("dates")) {
      if (season.isObject() && (dates.isMissingNode() || (dates.isArray() && dates.isEmpty()))) {
        findings.add(at, "dates is missing, on: dates needs at least one");
      }
      if (season.path("days").asInt() > 1) {
        findings.add(
            at.appendProperty("days"),
            season.path("days").asText() + " is for the end of a month or quarter, list each date");
      }
    } else if (!dates.isEmpty()) {
      findings.add(at.appendProperty("dates"), "goes with on: dates only");
    }
    for (int i = 0; i < dates.size(); i++) {
      JsonNode date = dates.path(i);
      if (date.isTextual() && !isDate(date.asText())) {
        findings.add(
            at.appendProperty("dates").appendIndex(i),
            SchemaWording.shown(date) + " is not a date like 12-24 or 2026-12-24");
      }
    }
  }

  private static boolean isDate(String text) {
    try {
      if (text.length() == "MM-DD".length()) {
        MonthDay.parse("--" + text);
      } else {
        LocalDate.parse(text);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
