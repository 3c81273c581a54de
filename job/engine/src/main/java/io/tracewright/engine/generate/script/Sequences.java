package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.model.profile.Sequence.Step;
import java.util.List;

/**
 * Fixed sequences: steps in strict order, and, as in a saga, the undoing of what was done when one
 * fails.
 */
final class Sequences {
  private final Scene scene;

  Sequences(Scene scene) {
    this.scene = scene;
  }

  /**
   * Runs a sequence in a span of its own. Sets the scene's failure if a step fails.
   *
   * @param error kind of failure that must happen at some step; empty: steps fail at their rates
   */
  void run(int parent, String name, String error) {
    Cast.SequenceRole role = scene.cast.sequence(name);
    List<Step> steps = role.sequence().steps();
    if (!scene.clock.mayOpen(parent, 1 + steps.size(), 2)) {
      return;
    }
    int holder = scene.clock.open(parent, Kind.CHAIN, role.operation());
    scene.clock.span(holder).turn = scene.turn;
    scene.clock.span(holder).pattern = name;
    int mustFail = error.isEmpty() ? -1 : scene.random.nextInt(steps.size());
    int done = 0;
    String failed = "";
    while (done < steps.size() && failed.isEmpty() && scene.clock.mayOpen(holder)) {
      Step step = steps.get(done);
      if (done == mustFail) {
        failed = error;
      } else if (scene.happens(Math.min(1, step.failureRate() * scene.errorScale))) {
        failed = "step_failed";
      }
      double durationMs = role.durationsMs().get(done).draw();
      step(holder, name, done + 1, step.name(), durationMs, failed);
      done++;
    }
    if (failed.isEmpty()) {
      scene.contextTokens += 40 * done + scene.random.nextInt(200);
    } else {
      compensate(holder, role, done - 1);
      scene.clock.span(holder).errorType = failed;
      scene.failure = failed;
    }
    scene.clock.close(holder);
  }

  /** Undoes, backwards, the steps before the one that failed. */
  private void compensate(int holder, Cast.SequenceRole role, int failedStep) {
    for (int i = failedStep - 1; i >= 0 && scene.clock.mayOpen(holder); i--) {
      String undo = role.sequence().steps().get(i).compensation();
      if (!undo.isEmpty()) {
        double durationMs = role.durationsMs().get(i).draw();
        int position = step(holder, role.sequence().name(), i + 1, undo, durationMs, "");
        scene.clock.span(position).decision = "compensate";
      }
    }
  }

  private int step(
      int holder, String pattern, int number, String operation, double durationMs, String error) {
    int position = scene.clock.open(holder, Kind.CHAIN, operation);
    SpanDraft span = scene.clock.span(position);
    span.turn = scene.turn;
    span.pattern = pattern;
    span.step = number;
    span.errorType = error;
    if (!scene.clock.pass(1000 * durationMs) && error.isEmpty()) {
      span.errorType = "deadline_exceeded";
    }
    scene.clock.close(position);
    return position;
  }
}
