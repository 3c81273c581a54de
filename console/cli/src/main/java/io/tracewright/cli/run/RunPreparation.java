package io.tracewright.cli.run;

import io.tracewright.cli.UserError;
import io.tracewright.cli.text.Amounts;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.BudgetWalk;
import io.tracewright.engine.generate.pilot.CalibrationException;
import io.tracewright.engine.generate.pilot.Calibrator;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.model.profile.Targets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** What is worked out of a planned run before it starts: calibration, budget, estimate. */
public final class RunPreparation {
  /** Walking so many traces takes a few seconds: from there on progress is told. */
  private static final long WORTH_TELLING_TRACES = 500_000;

  private final List<LoadedCorpus> corpora;
  private final Consumer<String> log;

  /**
   * Prepares to prepare.
   *
   * @param corpora the corpora that the runs name, in their order
   * @param log told what is done, line by line
   */
  public RunPreparation(List<LoadedCorpus> corpora, Consumer<String> log) {
    this.corpora = corpora;
    this.log = log;
  }

  /**
   * Prepares a run.
   *
   * @param maxCostUsd what it may cost, US dollars; null: anything
   * @throws UserError if its targets cannot be met or its budget is below its first chunk's cost
   */
  public PreparedRun prepare(RunSpec planned, Double maxCostUsd) {
    RunSpec spec = within(calibrated(planned), maxCostUsd);
    PreparedRun prepared = new PreparedRun(spec, RunEstimate.of(spec, corpora), maxCostUsd);
    if (prepared.isCutShort()) {
      log.accept(prepared.budgetSentence());
    }
    return prepared;
  }

  /**
   * The run, steered so that its profile's targets and dependences hold; the same run when the
   * profile has none.
   *
   * @throws UserError if they cannot be met
   */
  public RunSpec calibrated(RunSpec planned) {
    if (!asksForCalibration(planned.profile())) {
      return planned;
    }
    log.accept("Calibrating on a sample ...");
    try {
      Calibration solved = Calibrator.solve(planned, corpora);
      log.accept("Calibrated  " + describe(solved));
      return planned.withCalibration(solved);
    } catch (CalibrationException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }

  private static boolean asksForCalibration(WorkloadProfile profile) {
    Targets targets = profile.targets();
    return targets.meanLatencyMs() != null
        || targets.errorRate() != null
        || profile.workloads().stream().anyMatch(workload -> workload.dependence() != null);
  }

  private static String describe(Calibration solved) {
    String scales =
        String.format(
            Locale.ROOT,
            "durations × %.3f, failure rates × %.3f",
            solved.latencyScale(),
            solved.errorScale());
    return solved.dependence().isEmpty()
        ? scales
        : scales
            + ", dependence of "
            + solved.dependence().stream()
                .map(Calibration.SolvedDependence::workload)
                .collect(Collectors.joining(", "));
  }

  private RunSpec within(RunSpec spec, Double maxCostUsd) {
    if (maxCostUsd == null) {
      return spec;
    }
    int chunks = BudgetWalk.chunksWithin(spec, corpora, maxCostUsd, progress(spec.traces()));
    if (chunks < 1) {
      throw UserError.badInput(
          "a budget of "
              + Amounts.usd(maxCostUsd)
              + ": the first chunk alone costs "
              + Amounts.usd(firstChunkUsd(spec))
              + "; raise --max-cost-usd or budget.max_cost_usd, or lower --chunk-traces");
    }
    return chunks < spec.chunks() ? spec.withChunkLimit(chunks) : spec;
  }

  private LongConsumer progress(long traces) {
    if (traces < WORTH_TELLING_TRACES) {
      return done -> {};
    }
    long[] tenths = {0};
    return done -> {
      if (done * 10 / traces > tenths[0]) {
        tenths[0] = done * 10 / traces;
        log.accept("Adding up the cost of the run: " + tenths[0] * 10 + " % of its traces");
      }
    };
  }

  private double firstChunkUsd(RunSpec spec) {
    SpanBatch batch = new SpanBatch();
    new ChunkGenerator(spec, corpora).generate(new ChunkPlan(spec).chunk(0), batch);
    double costUsd = 0;
    for (int row = 0; row < batch.rows(); row++) {
      costUsd += batch.costUsd.get(row);
    }
    return costUsd;
  }
}
