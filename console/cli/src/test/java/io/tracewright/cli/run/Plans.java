package io.tracewright.cli.run;

import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
import java.time.InstantSource;

/** Runs as they are planned on one day, of the built-in corpora. */
public final class Plans {
  private static final InstantSource DAY =
      InstantSource.fixed(Instant.parse("2026-03-10T13:45:00Z"));

  private Plans() {}

  /** Plans a back-fill; what is null is the profile's. */
  public static RunSpec of(
      WorkloadProfile profile, Long traces, Long seed, Integer tracesPerChunk) {
    return new RunPlanner(DAY)
        .plan(
            "run",
            RunRequest.backFill(profile, traces, seed, tracesPerChunk),
            CorpusCatalog.builtin());
  }
}
