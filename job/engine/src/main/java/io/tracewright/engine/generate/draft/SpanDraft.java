package io.tracewright.engine.generate.draft;

import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;

/** A span while its trace is being told; reused from trace to trace. */
public final class SpanDraft {
  /** Position of the parent in the trace, -1 for the root. */
  public int parent;

  public Kind kind;
  public String operation;

  /** Start and duration in microseconds; starts count from the trace's start, in whole ms. */
  public long startUs;

  public long durationUs;
  public Model model;

  /** Place of the model in the catalogue. */
  public int modelIndex;

  public Tool tool;
  public int turn;
  public int attempt;
  public int promptTokens;

  /** Of the prompt tokens, those whose prefix the model has seen in the call before. */
  public int cachedTokens;

  public int completionTokens;
  public double costUsd;

  /** Time to the first token, microseconds; 0: the call never got so far. */
  public long firstTokenUs;

  /** Whether the answer was streamed. */
  public boolean streamed;

  /**
   * Why a model stopped: {@code stop}, {@code tool_calls}, {@code length}, {@code refusal}; or "".
   */
  public String finishReason;

  /** How tool calls hang together: the pattern's or sequence's name; empty: not at all. */
  public String pattern;

  /** Place in the pattern or sequence, from 1; 0: none. */
  public int step;

  /** For agents the supervisor's strategy, for decisions the branch taken; else empty. */
  public String decision;

  /** Age of what a query read, milliseconds. */
  public double replicationLagMs;

  /** Results that a retrieval found. */
  public int documents;

  /** Spans on the way from the root, both included. */
  public int depth;

  /** Number of children so far. */
  public int children;

  /** What is odd about the content, for its writer to show. */
  public Oddity oddity;

  /** Kind of anomaly or incident that shaped the span, ground truth; empty: none. */
  public String anomaly;

  /** Kind of failure; empty: the span succeeded. */
  public String errorType;

  public void reset(int newParent, Kind newKind, String newOperation, long newStartUs) {
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
    cachedTokens = 0;
    firstTokenUs = 0;
    streamed = false;
    finishReason = "";
    pattern = "";
    step = 0;
    decision = "";
    replicationLagMs = 0;
    documents = 0;
    depth = 1;
    children = 0;
    modelIndex = -1;
    oddity = Oddity.NONE;
    anomaly = "";
    errorType = "";
  }

  /** What is odd about a span's content. */
  public enum Oddity {
    NONE,
    /** A tool call with an argument that its schema does not have. */
    HALLUCINATED_ARGUMENT,
    /** A tool call with an argument of the wrong type. */
    MALFORMED_ARGUMENT,
    /** The same arguments as the call before. */
    REPEATED_ARGUMENTS,
    /** A result cut off without a word. */
    TRUNCATED_RESULT,
    /** A result with nothing in it. */
    EMPTY_RESULT,
    /** A result that is older than the data it stands for. */
    STALE_RESULT,
    /** A prompt that tries to take the agent over. */
    PROMPT_INJECTION,
    /** An answer that the model declines to give. */
    REFUSAL,
    /** An answer that is not what its format demands. */
    MALFORMED_OUTPUT,
    /** An answer that repeats itself. */
    REPETITIVE_OUTPUT
  }

  /** What a span stands for, with the names under which it is stored. */
  public enum Kind {
    AGENT("agent", "agent-runtime", 22, 420),
    LLM_CALL("llm_call", "llm-gateway", 8, 180),
    TOOL_CALL("tool_call", "tool-runtime", 30, 260),
    RETRIEVAL("retrieval", "retrieval-service", 18, 640),
    EMBEDDING("embedding", "embedding-service", 45, 900),
    VECTOR_SEARCH("vector_search", "vector-store", 55, 1400),
    GUARDRAIL("guardrail", "guardrail-service", 35, 350),
    /** A step of the agent's own: a decision, a merge, a step of a fixed sequence. */
    CHAIN("chain", "agent-runtime", 12, 420);

    public final String eventType;
    public final String service;

    /** Typical load of the service's process: percent of a core, and resident megabytes. */
    public final double cpuPercent;

    public final double memoryMb;

    Kind(String eventType, String service, double cpuPercent, double memoryMb) {
      this.eventType = eventType;
      this.service = service;
      this.cpuPercent = cpuPercent;
      this.memoryMb = memoryMb;
    }
  }
}
