package io.tracewright.engine.generate.time;

import io.tracewright.model.run.PlannedIncident;

/**
 * Kinds of incident: usual strength and course, a straight rise to the peak, then as the kind says.
 */
enum IncidentKind {
  CASCADING_DEGRADATION("cascading_degradation", 6, 0.10, false) {
    /** Recovers evenly. */
    @Override
    double afterPeak(double way) {
      return 1 - way;
    }
  },
  FLASH_CROWD("flash_crowd", 10, 0.05, true) {
    /** Stays for half of the time, then leaves evenly. */
    @Override
    double afterPeak(double way) {
      return Math.min(1, 2 * (1 - way));
    }
  },
  DDOS("ddos", 8, 0.05, true) {
    @Override
    double afterPeak(double way) {
      return untilTheEnd(way);
    }
  },
  VIRAL("viral", 5, 0.20, true) {
    /** Decays exponentially, to a 55th, and from there to nothing at the end. */
    @Override
    double afterPeak(double way) {
      return (StrictMath.exp(-4 * way) - LEFT) / (1 - LEFT);
    }
  },
  RATE_LIMIT_STORM("rate_limit_storm", 5, 0.05, false) {
    @Override
    double afterPeak(double way) {
      return untilTheEnd(way);
    }
  };

  private static final double LEFT = StrictMath.exp(-4);
  private static final double FALL = 0.05;

  final String label;
  final double usualFactor;

  /** Share of the duration from start to peak. */
  final double rise;

  final boolean raisesDemand;

  IncidentKind(String label, double usualFactor, double rise, boolean raisesDemand) {
    this.label = label;
    this.usualFactor = usualFactor;
    this.rise = rise;
    this.raisesDemand = raisesDemand;
  }

  static IncidentKind of(String label) {
    for (IncidentKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of incident '" + label + "'");
  }

  /**
   * Strength after the peak, 1 to 0.
   *
   * @param way from the peak, 0, to the end, 1
   */
  abstract double afterPeak(double way);

  private static double untilTheEnd(double way) {
    return Math.min(1, (1 - way) / FALL);
  }

  /**
   * Strength relative to the peak's, 0 to 1.
   *
   * @param delayMs how much later start and peak are than planned; the end stays
   */
  double strength(PlannedIncident incident, double timeMs, double delayMs) {
    double startMs = incident.startMs() + delayMs;
    double endMs = incident.endMs();
    double peakMs = Math.min(incident.peakMs() + delayMs, endMs);
    if (timeMs < startMs || timeMs >= endMs) {
      return 0;
    }
    if (timeMs < peakMs) {
      return (timeMs - startMs) / (peakMs - startMs);
    }
    return afterPeak((timeMs - peakMs) / (endMs - peakMs));
  }

  /** What demand is multiplied by, at least 1; for kinds that raise it. */
  double demand(PlannedIncident incident, double timeMs) {
    return 1 + (incident.factor() - 1) * strength(incident, timeMs, 0);
  }
}
