package io.tracewright.flink.source;

import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/** Runs of the default preset over a day. */
final class Specs {
  /** 2026-03-02T00:00:00Z, a Monday. */
  static final long START_MS = 1_772_409_600_000L;

  static final int LONGEST_TRACE_MS = 120_000;

  private Specs() {}

  /** A run of so many chunks of ten traces; live: a chunk about every minute. */
  static RunSpec run(int chunks, boolean live) {
    long lengthMs = live ? chunks * 60_000L + LONGEST_TRACE_MS : 86_400_000;
    return new RunSpec(
        "test",
        Presets.read("default"),
        1,
        chunks * 10L,
        10,
        START_MS,
        START_MS + lengthMs,
        List.of(new CorpusRef("builtin:test", 1, "")),
        live,
        "events");
  }
}
