package io.tracewright.cli.run;

import io.tracewright.cli.text.Amounts;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
import java.util.Locale;

/**
 * A run that is ready to be submitted.
 *
 * @param spec the run, calibrated, and limited so that its budget holds
 * @param estimate what it will make and cost
 * @param maxCostUsd what it may cost, US dollars; null: anything
 */
public record PreparedRun(RunSpec spec, RunEstimate estimate, Double maxCostUsd) {

  /** Whether the budget ends the run before its plan does. */
  public boolean isCutShort() {
    return spec.chunks() < spec.plannedChunks();
  }

  /** What the budget does to the run, in a sentence; empty when it does nothing. */
  public String budgetSentence() {
    if (!isCutShort()) {
      return "";
    }
    long endMs = new ChunkPlan(spec).chunk(spec.chunks() - 1).slotEndMs();
    return String.format(
        Locale.ROOT,
        "The budget of %s ends the run after %,d of %,d chunks, %,d traces, at %s",
        Amounts.usd(maxCostUsd),
        spec.chunks(),
        spec.plannedChunks(),
        spec.tracesToMake(),
        Instant.ofEpochMilli(endMs));
  }
}
