package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** Rules of the targets: such as a run can meet within its window and limits. */
final class TargetRules {

  private static final JsonPointer TARGETS = JsonPointer.compile("/targets");
  private static final int HOURS_A_DAY = 24;

  /** As many as {@code scale.traces} may be. */
  private static final double MAX_TRACES = 1e12;

  private TargetRules() {}

  static void check(JsonNode profile, Findings findings) {
    JsonNode mean = profile.at(TARGETS).path("mean_latency_ms");
    int longest =
        profile.at("/limits/max_trace_duration_ms").asInt(Limits.DEFAULT.maxTraceDurationMs());
    if (mean.isNumber() && mean.doubleValue() >= longest) {
      findings.add(
          TARGETS.appendProperty("mean_latency_ms"),
          mean.asText() + " is not below limits.max_trace_duration_ms, which is " + longest);
    }
    JsonNode rate = profile.at(TARGETS).path("traces_per_hour");
    int days = profile.at("/window/days").asInt(Window.DEFAULT.days());
    double traces = rate.asDouble() * days * HOURS_A_DAY;
    if (rate.isNumber() && rate.doubleValue() > 0 && days > 0) {
      if (Math.round(traces) < 1) {
        findings.add(
            TARGETS.appendProperty("traces_per_hour"),
            rate.asText() + " makes no trace in a window of " + days + " days");
      } else if (traces > MAX_TRACES) {
        findings.add(
            TARGETS.appendProperty("traces_per_hour"),
            String.format(
                "%s makes more than %,.0f traces in a window of %d days",
                rate.asText(), MAX_TRACES, days));
      }
    }
  }
}
