package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.model.profile.AnomalyKind;
import io.tracewright.model.profile.WeightedSequence;
import java.util.List;

/** The tool step of a turn: a fixed sequence, or calls in one of the four patterns. */
final class ToolSteps {
  /** Parallel calls start within 5 ms of each other: so much before rounding to milliseconds. */
  private static final double MAX_SKEW_US = 3_500;

  private final Scene scene;
  private final ToolCalls calls;
  private final Sequences sequences;

  ToolSteps(Scene scene, ToolCalls calls) {
    this.scene = scene;
    this.calls = calls;
    this.sequences = new Sequences(scene);
  }

  /**
   * Takes the step.
   *
   * @param tools number of calls, at least 1, where the pattern leaves it open
   * @param error kind of failure that must happen; empty: none must
   */
  void take(int parent, int tools, String error) {
    boolean mustCall = scene.shows(AnomalyKind.ZOMBIE_TOOL) && !scene.anomalyShown;
    String sequence = mustCall ? "" : sequence();
    if (!sequence.isEmpty()) {
      sequences.run(parent, sequence, error);
    } else if (scene.role.tools() != null) {
      call(parent, tools, error);
    }
    calls.inPattern("", 0);
  }

  private String sequence() {
    List<WeightedSequence> sequences = scene.role.workload().sequences();
    if (sequences.isEmpty()) {
      return "";
    }
    double left = scene.random.nextDouble();
    if (scene.role.tools() == null) {
      // Nothing else can take the step.
      left *= sequences.stream().mapToDouble(WeightedSequence::probability).sum();
    }
    for (WeightedSequence sequence : sequences) {
      left -= sequence.probability();
      if (left < 0) {
        return sequence.name();
      }
    }
    return "";
  }

  private void call(int parent, int tools, String error) {
    switch (scene.role.patterns().draw()) {
      case SEQUENTIAL_CHAIN -> chain(parent, tools, error);
      case PARALLEL_GATHER -> {
        if (tools > 1) {
          gather(parent, tools, error);
        } else {
          chain(parent, tools, error);
        }
      }
      case CONDITIONAL_BRANCH -> branch(parent, error);
      case RETRY_FALLBACK -> {
        ToolRole tool =
            scene.role.withFallback() == null ? calls.choose() : scene.role.withFallback().draw();
        calls.inPattern(ToolPattern.RETRY_FALLBACK.label, 1);
        calls.callWithRetry(parent, tool, error);
      }
    }
  }

  private void chain(int parent, int tools, String error) {
    for (int i = 0; i < tools && !scene.isFailed() && scene.clock.mayOpen(parent); i++) {
      if (tools > 1) {
        calls.inPattern(ToolPattern.SEQUENTIAL_CHAIN.label, i + 1);
      }
      calls.callWithRetry(parent, calls.choose(), i == tools - 1 ? error : "");
    }
  }

  private void gather(int parent, int tools, String error) {
    long forkUs = scene.clock.nowUs();
    long joinUs = forkUs;
    for (int i = 0; i < tools && scene.clock.mayOpen(parent); i++) {
      scene.clock.moveTo(forkUs + (long) (MAX_SKEW_US * scene.random.nextDouble()));
      calls.inPattern(ToolPattern.PARALLEL_GATHER.label, i + 1);
      calls.callWithRetry(parent, calls.choose(), i == tools - 1 ? error : "");
      joinUs = Math.max(joinUs, scene.clock.nowUs());
    }
    scene.clock.moveTo(joinUs);
    if (!scene.isFailed() && scene.clock.mayOpen(parent)) {
      own(parent, "merge_results", ToolPattern.PARALLEL_GATHER.label, tools + 1, "", 2_000, 20_000);
    }
  }

  private void branch(int parent, String error) {
    ToolRole taken = calls.choose();
    if (scene.clock.mayOpen(parent, 2, 1)) {
      String label = ToolPattern.CONDITIONAL_BRANCH.label;
      own(parent, "route", label, 1, taken.tool().name(), 1_000, 8_000);
      calls.inPattern(label, 2);
    }
    calls.callWithRetry(parent, taken, error);
  }

  private void own(
      int parent,
      String operation,
      String pattern,
      int step,
      String decision,
      double leastUs,
      double mostUs) {
    int position = scene.clock.open(parent, Kind.CHAIN, operation);
    scene.clock.span(position).turn = scene.turn;
    scene.clock.span(position).pattern = pattern;
    scene.clock.span(position).step = step;
    scene.clock.span(position).decision = decision;
    scene.clock.pass(scene.between(leastUs, mostUs));
    scene.clock.close(position);
  }
}
