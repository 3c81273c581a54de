package io.tracewright.engine.summary;

/** Names of what a {@link Summary} counts and measures. */
public final class Measures {
  /** Tally of traces by {@code workload_type} of their first span. */
  public static final String WORKLOAD = "workload_type";

  /** Tally of traces by tenant. */
  public static final String TENANT = "tenant_id";

  /** Tally of traces by region. */
  public static final String REGION = "region";

  /** Tally of spans by {@code event_type}. */
  public static final String EVENT_TYPE = "event_type";

  /** Tally of spans by {@code operation_name}. */
  public static final String OPERATION = "operation_name";

  /** Tally of failed spans by {@code operation_name}. */
  public static final String FAILED_OPERATION = "failed operation_name";

  /**
   * Tally of traces in which one span failed and that succeeded all the same, by its {@code
   * operation_name}: how often calls fail by chance, unmoved by outbursts of failures.
   */
  public static final String LONE_FAILURE = "lone failed operation_name";

  /** Tally of failed spans by {@code error_type}. */
  public static final String ERROR_TYPE = "error_type";

  /** Tally of model calls by {@code model_name}. */
  public static final String MODEL = "model_name";

  /**
   * Tally of tool calls that follow each other in a trace, as {@code from > to}; {@code ^} begins
   * and {@code $} ends a trace's calls.
   */
  public static final String TRANSITION = "tool transition";

  /** Tally of required values that are missing, by column; all rows count. */
  public static final String MISSING = "missing value";

  /** Tally of broken rules of the schema, by rule. */
  public static final String SCHEMA_RULE = "schema rule";

  /** Distinct users. */
  public static final String USERS = "user_id";

  /** Distinct sessions. */
  public static final String SESSIONS = "session_id";

  /** Distinct corpus records. */
  public static final String CORPUS_RECORDS = "corpus_record_id";

  /** Sketch of the durations of traces, milliseconds. */
  public static final String TRACE_LATENCY_MS = "trace latency_ms";

  /** Sketch of the costs of traces, US dollars. */
  public static final String TRACE_COST_USD = "trace cost_usd";

  /** Sketch of the total tokens of traces. */
  public static final String TRACE_TOKENS = "trace total_tokens";

  /** Sketch of the number of model calls of traces, failed ones aside. */
  public static final String TRACE_MODEL_CALLS = "trace model calls";

  /** Sketch of the number of tool calls of traces, failed ones aside. */
  public static final String TRACE_TOOL_CALLS = "trace tool calls";

  /** Sketch of the number of failed model and tool calls of traces. */
  public static final String TRACE_FAILED_CALLS = "trace failed calls";

  /** Sketch of the number of sub-agents of traces. */
  public static final String TRACE_SUB_AGENTS = "trace sub-agents";

  private Measures() {}

  /** Sketch of the durations of successful spans of an operation, milliseconds. */
  public static String latencyMs(String operation) {
    return "latency_ms " + operation;
  }

  /** Sketch of the prompt tokens of a model's calls. */
  public static String promptTokens(String model) {
    return "prompt_tokens " + model;
  }

  /** Sketch of the completion tokens of a model's successful calls. */
  public static String completionTokens(String model) {
    return "completion_tokens " + model;
  }

  /**
   * Sketch of the durations of a model's successful calls, as factors of what their completion
   * tokens suggest: see {@link Step#expectedMs()}.
   */
  public static String latencyFactor(String model) {
    return "latency factor " + model;
  }
}
