package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.SampledTrace;
import java.util.Optional;

/** Judges a window's traces one by one in some respect. */
interface Detector {
  /** Its name in alarms. */
  String name();

  /** What is oddest about a trace in this respect; empty: nothing is odd. */
  Optional<Oddity> judge(SampledTrace trace);
}
