package io.tracewright.engine.generate.script;

/** How the tool calls of one turn hang together, by the names under which rows carry them. */
enum ToolPattern {
  SEQUENTIAL_CHAIN("sequential_chain"),
  PARALLEL_GATHER("parallel_gather"),
  CONDITIONAL_BRANCH("conditional_branch"),
  RETRY_FALLBACK("retry_fallback");

  final String label;

  ToolPattern(String label) {
    this.label = label;
  }
}
