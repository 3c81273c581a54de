package io.tracewright.flink;

/**
 * The uid and name of every operator.
 *
 * <p>A uid ties an operator to its state in checkpoints and savepoints: never change one.
 */
enum OperatorIds {
  CHUNK_SOURCE("chunk-source", "chunk-source"),
  TABLE_SOURCE("table-source", "table-source"),
  REFERENCE_SOURCE("reference-source", "reference-source"),
  REFERENCE_SUMMARIZER("reference-summarizer", "reference-summarizer"),
  REFERENCE_WINDOWS("reference-summaries", "reference-summaries"),
  REFERENCE("reference-marks", "reference"),
  EXPANDER("chunk-expander", "generation-engine"),
  VALIDATOR("trace-validator", "trace-validator"),
  SUMMARIZER("chunk-summarizer", "chunk-summarizer"),
  WINDOWS("window-summaries", "window-summaries"),
  CLUSTERER("data-clusterer", "data-clusterer"),
  CLUSTER_ROWS("cluster-rows", "cluster-rows"),
  CLUSTERS("clusters-sink", "clusters"),
  MEMBER_ROWS("cluster-member-rows", "cluster-member-rows"),
  MEMBERS("cluster-members-sink", "cluster-members"),
  PATTERN_ANALYZER("pattern-analyzer", "pattern-analyzer"),
  PATTERNS("patterns-sink", "patterns"),
  ANOMALY_DETECTOR("anomaly-detector", "anomaly-detector"),
  ANOMALIES("anomalies-sink", "anomalies"),
  VERDICT("run-verdict", "quality-validator"),
  REPORTS("quality-reports-sink", "quality-reports"),
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
