package io.tracewright.flink;

/**
 * The uid and name of every operator.
 *
 * <p>A uid ties an operator to its state in checkpoints and savepoints: never change one.
 */
enum OperatorIds {
  CHUNK_SOURCE("chunk-source", "chunk-source"),
  EXPANDER("chunk-expander", "generation-engine"),
  VALIDATOR("trace-validator", "trace-validator"),
  RECORDER("ground-truth-recorder", "ground-truth-recorder"),
  EVENTS("events-sink", "ingestion"),
  PROGRESS_ROWS("progress-rows", "progress-rows"),
  PROGRESS("progress-sink", "run-progress"),
  REJECTED("rejected-sink", "rejected-events"),
  GROUND_TRUTH("ground-truth-sink", "ground-truth");

  private final String uid;
  private final String displayName;

  OperatorIds(String uid, String displayName) {
    this.uid = uid;
    this.displayName = displayName;
  }

  String uid() {
    return uid;
  }

  String displayName() {
    return displayName;
  }
}
