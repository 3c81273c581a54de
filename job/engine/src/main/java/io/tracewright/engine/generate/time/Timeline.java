package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Which incidents are on at a time. Remembers the last stretch of time; not thread-safe. */
final class Timeline {
  private static final Effect[] NONE = {};

  /** Every start and end, ascending. */
  private final long[] edgesMs;

  /** Incidents on before the first edge, between edges and after the last. */
  private final Effect[][] between;

  private long fromMs = Long.MAX_VALUE;
  private long untilMs = Long.MIN_VALUE;
  private Effect[] on = NONE;

  Timeline(List<PlannedIncident> incidents, WorkloadProfile profile) {
    List<Effect> effects = incidents.stream().map(i -> new Effect(i, profile)).toList();
    edgesMs =
        incidents.stream()
            .flatMapToLong(i -> LongStream.of(i.startMs(), i.endMs()))
            .sorted()
            .distinct()
            .toArray();
    between = new Effect[edgesMs.length + 1][];
    Arrays.fill(between, NONE);
    for (int i = 1; i < edgesMs.length; i++) {
      long atMs = edgesMs[i - 1];
      between[i] =
          effects.stream()
              .filter(e -> e.planned.startMs() <= atMs && atMs < e.planned.endMs())
              .toArray(Effect[]::new);
    }
  }

  /** Incidents on at a time, in the order of starts. */
  Effect[] at(long timeMs) {
    if (timeMs < fromMs || timeMs >= untilMs) {
      int place = Arrays.binarySearch(edgesMs, timeMs);
      int next = place >= 0 ? place + 1 : -place - 1;
      fromMs = next == 0 ? Long.MIN_VALUE : edgesMs[next - 1];
      untilMs = next == edgesMs.length ? Long.MAX_VALUE : edgesMs[next];
      on = between[next];
    }
    return on;
  }
}
