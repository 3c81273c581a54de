package io.tracewright.engine.generate;

import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;

/** A span while its trace is being told; reused from trace to trace. */
final class SpanDraft {
  /** Position of the parent in the trace, -1 for the root. */
  int parent;

  Kind kind;
  String operation;

  /** Start and duration in microseconds; starts count from the trace's start, in whole ms. */
  long startUs;

  long durationUs;
  Model model;
  Tool tool;
  int turn;
  int attempt;
  int promptTokens;
  int completionTokens;
  double costUsd;

  /** Kind of failure; empty: the span succeeded. */
  String errorType;

  void reset(int newParent, Kind newKind, String newOperation, long newStartUs) {
    parent = newParent;
    kind = newKind;
    operation = newOperation;
    startUs = newStartUs;
    durationUs = 0;
    model = null;
    tool = null;
    turn = 0;
    attempt = 1;
    promptTokens = 0;
    completionTokens = 0;
    costUsd = 0;
    errorType = "";
  }

  /** What a span stands for, with the names under which it is stored. */
  enum Kind {
    AGENT("agent", "agent-runtime", 22, 420),
    LLM_CALL("llm_call", "llm-gateway", 8, 180),
    TOOL_CALL("tool_call", "tool-runtime", 30, 260),
    RETRIEVAL("retrieval", "retrieval-service", 18, 640),
    EMBEDDING("embedding", "embedding-service", 45, 900),
    VECTOR_SEARCH("vector_search", "vector-store", 55, 1400),
    GUARDRAIL("guardrail", "guardrail-service", 35, 350);

    final String eventType;
    final String service;

    /** Typical load of the service's process: percent of a core, and resident megabytes. */
    final double cpuPercent;

    final double memoryMb;

    Kind(String eventType, String service, double cpuPercent, double memoryMb) {
      this.eventType = eventType;
      this.service = service;
      this.cpuPercent = cpuPercent;
      this.memoryMb = memoryMb;
    }
  }
}
