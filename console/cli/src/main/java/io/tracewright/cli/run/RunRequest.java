package io.tracewright.cli.run;

import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;

/**
 * What a user asked for, as far as rows follow from it.
 *
 * @param profile the profile
 * @param traces traces to make; null: the profile's
 * @param seed seed; null: the profile's
 * @param corpora names of imported corpora, {@code name} or {@code name@version}; empty: the
 *     built-in
 * @param chunkTraces traces in a chunk; null: as many as make about 8,192 rows
 * @param live whether rows are made as time passes
 * @param ratePerSecond traces that start each second of a live run; null: none, or the profile's
 *     target
 * @param maxCostUsd most that the run's simulated calls may cost, US dollars; null: the profile's
 *     budget
 */
public record RunRequest(
    WorkloadProfile profile,
    Long traces,
    Long seed,
    List<String> corpora,
    Integer chunkTraces,
    boolean live,
    Double ratePerSecond,
    Double maxCostUsd) {
  public RunRequest {
    corpora = corpora == null ? List.of() : List.copyOf(corpora);
    // Who names a corpus wants to read it, not a domain's templates.
    profile = corpora.isEmpty() ? profile : profile.withoutTemplates();
  }

  /** A back-fill without corpora or budget of its own; what is null is the profile's. */
  public static RunRequest backFill(
      WorkloadProfile profile, Long traces, Long seed, Integer chunkTraces) {
    return new RunRequest(profile, traces, seed, List.of(), chunkTraces, false, null, null);
  }
}
