package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.time.Conditions;
import io.tracewright.model.profile.AnomalyKind;

/** What is known while one trace is told; reused from trace to trace. */
final class Scene {
  final Streams random;
  final TraceClock clock;
  final Conditions conditions;
  final Cast cast;

  /** Factor of failure rates, solved for before the run. */
  final double errorScale;

  WorkloadRole role;
  ModelRole model;

  /** What goes wrong on purpose; null: nothing. */
  AnomalyKind anomaly;

  /** Whether the anomaly that shows once in a trace has shown. */
  boolean anomalyShown;

  private int marked;

  /** Probability that a call goes to the user's favourite tool. */
  double loyalty;

  /** Place of the favourite among the workload's tools, 0 to 1. */
  double favourite;

  /** Time since the user's session began, milliseconds. */
  long sessionAgeMs;

  int turn;

  /** Number of model turns of the trace, if nothing ends it before. */
  int turns;

  /** Tokens of the conversation so far: what the next prompt holds. */
  int contextTokens;

  /** Tokens of the prompt before, whose prefix the model knows; 0: none yet. */
  int knownTokens;

  /** Failures in a row that are still to come, in an error burst. */
  int burstLeft;

  /** Why the trace fails; empty: it does not. */
  String failure;

  Scene(Streams random, TraceClock clock, Conditions conditions, Cast cast, double errorScale) {
    this.random = random;
    this.clock = clock;
    this.conditions = conditions;
    this.cast = cast;
    this.errorScale = errorScale;
  }

  void restart() {
    anomaly = null;
    anomalyShown = false;
    marked = 0;
    turn = 0;
    knownTokens = 0;
    burstLeft = 0;
    failure = "";
    clock.restart();
  }

  boolean isFailed() {
    return !failure.isEmpty();
  }

  boolean shows(AnomalyKind kind) {
    return anomaly == kind;
  }

  /** Whether neither an incident nor an anomaly shapes the trace. */
  boolean isUndisturbed() {
    return !anomalyShown && !conditions.isIncident();
  }

  /** Labels a span as shaped by the trace's anomaly. */
  void mark(SpanDraft span) {
    if (!isMarked(span)) {
      span.anomaly = anomaly.label();
      marked++;
      anomalyShown = true;
    }
  }

  private boolean isMarked(SpanDraft span) {
    return span.anomaly.equals(anomaly.label());
  }

  /** Takes the label off a span in which the trace's anomaly could not show after all. */
  void unmark(SpanDraft span) {
    if (isMarked(span)) {
      span.anomaly = "";
      marked--;
      anomalyShown = marked > 0;
    }
  }

  /** Begins a turn beyond those that the trace was to have. */
  void addTurn() {
    turn++;
    turns++;
  }

  /** The agent tells the model to go on, or to try again. */
  void goOn() {
    clock.pass(between(2_000, 40_000));
    contextTokens += count(15, 120);
  }

  /** Labels a span as shaped by an incident, unless an anomaly did. */
  static void markIncident(SpanDraft span, String incident) {
    if (span.anomaly.isEmpty()) {
      span.anomaly = incident;
    }
  }

  /** Whether an event of such a probability happens. */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Evenly between two bounds. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Evenly between two whole numbers, both included. */
  int count(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** How late a client notices that a call has timed out: some milliseconds, seldom more than 5. */
  double timerDelayMs() {
    double u = random.nextDouble();
    return 0.4 + 8 * u * u * u;
  }

  /**
   * Waits before another attempt: exponential backoff with jitter, longer where it is asked for.
   */
  void backOff(int attempts, String error) {
    double baseUs = error.equals("rate_limit") ? 1_000_000 : 100_000;
    clock.pass(baseUs * (1 << attempts) * between(0.5, 1.5));
  }
}
