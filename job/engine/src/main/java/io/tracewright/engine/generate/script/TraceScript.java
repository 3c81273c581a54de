package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.CountRange;
import io.tracewright.model.profile.ErrorKind;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells what happens in one trace: an agent that reads, thinks, calls tools and answers, or fails.
 *
 * <p>The script runs in the simulated time of a {@link TraceClock}. Names of operations follow
 * OpenTelemetry's semantic conventions for generative AI.
 */
public final class TraceScript {
  private static final int MAX_ATTEMPTS = 3;
  private static final double BACKOFF_BASE_US = 100_000;
  private static final List<String> SUB_AGENTS =
      Stream.of("triage", "data_analysis", "optimization", "reporting", "action_execution")
          .map(TraceScript::invokeAgent)
          .toList();

  private final Streams random;
  private final TraceClock clock;
  private final ModelCalls modelCalls;
  private final ToolCalls toolCalls;
  private final Choice<ErrorKind> errors;
  private final IdentityHashMap<Workload, String> rootOperations = new IdentityHashMap<>();

  private Workload workload;
  private Model model;

  /** Turn in which the trace is to fail, 0 for one that is to succeed. */
  private int failingTurn;

  private int turn;
  private int contextTokens;
  private String failure;

  public TraceScript(WorkloadProfile profile, Streams random) {
    this.random = random;
    this.clock =
        new TraceClock(profile.limits().maxTraceDurationMs(), profile.limits().maxSpansPerTrace());
    this.modelCalls = new ModelCalls(profile, random, clock);
    this.toolCalls = new ToolCalls(profile, random, clock);
    this.errors = Choice.of(random, profile.errors(), ErrorKind::share);
    profile.workloads().forEach(w -> rootOperations.put(w, invokeAgent(w.name())));
  }

  private static String invokeAgent(String agent) {
    return "invoke_agent " + agent;
  }

  /**
   * Plays a trace from the stream's present state.
   *
   * @param networkMs one-way latency between the user and the service, milliseconds
   * @return the spans, the root first; valid until the next call
   */
  public TraceClock play(Workload newWorkload, Model newModel, double networkMs) {
    workload = newWorkload;
    model = newModel;
    turn = 0;
    failure = "";
    contextTokens = modelCalls.firstPromptTokens(model);
    int turns = count(workload.turns(), 1);
    failingTurn = random.nextDouble() < workload.errorRate() ? 1 + random.nextInt(turns) : 0;
    clock.restart();
    int root = clock.open(-1, Kind.AGENT, rootOperations.get(workload));
    clock.pass(networkMs * 2_000 + 500 * random.nextDouble());
    before(root);
    while (failure.isEmpty() && turn < turns && clock.mayOpen(1)) {
      turn++;
      takeTurn(root, turn == turns);
    }
    failIfOverdue();
    clock.span(root).errorType = failure;
    clock.pass(200 + 1_300 * random.nextDouble());
    clock.close(root);
    return clock;
  }

  /** What precedes the first model call: the guardrail's check and the documents it needs. */
  private void before(int root) {
    if (random.nextDouble() < workload.guardrail() && clock.mayOpen(1)) {
      leaf(root, Kind.GUARDRAIL, "check_input", 8_000, 40_000);
    }
    if (random.nextDouble() < workload.retrieval() && clock.mayOpen(3)) {
      int retrieval = clock.open(root, Kind.RETRIEVAL, "retrieve_documents");
      leaf(retrieval, Kind.EMBEDDING, "embeddings", 10_000, 60_000);
      leaf(retrieval, Kind.VECTOR_SEARCH, "vector_search", 5_000, 120_000);
      clock.close(retrieval);
      contextTokens += 400 + random.nextInt(1_600);
    }
  }

  private void leaf(int parent, Kind kind, String operation, double minUs, double maxUs) {
    int span = clock.open(parent, kind, operation);
    double skew = random.nextDouble();
    clock.pass(minUs + (maxUs - minUs) * skew * skew);
    clock.close(span);
  }

  /** One model call and, unless it is the answer, what it asks for. */
  private void takeTurn(int root, boolean answer) {
    boolean delegated = !answer && random.nextDouble() < workload.subAgents() && clock.mayOpen(2);
    int parent =
        delegated
            ? clock.open(root, Kind.AGENT, SUB_AGENTS.get(random.nextInt(SUB_AGENTS.size())))
            : root;
    int tools = answer || toolCalls.isEmpty(workload) ? 0 : count(workload.toolsPerTurn(), 0);
    boolean toolFails = turn == failingTurn && tools > 0;
    boolean modelFails = turn == failingTurn && !toolFails;
    String error = turn == failingTurn ? errors.draw().type() : "";
    contextTokens += modelCalls.call(parent, model, turn, contextTokens, modelFails ? error : "");
    if (modelFails) {
      failure = error;
    } else if (tools > 0) {
      callTools(parent, tools, toolFails ? error : "");
    }
    failIfOverdue();
    if (delegated) {
      clock.span(parent).errorType = failure;
      clock.close(parent);
    }
  }

  private void failIfOverdue() {
    if (clock.isOverdue() && failure.isEmpty()) {
      failure = "deadline_exceeded";
    }
  }

  private void callTools(int parent, int tools, String error) {
    boolean parallel = tools > 1 && random.nextDouble() < workload.toolPatterns().parallelGather();
    long forkUs = clock.nowUs();
    long joinUs = forkUs;
    for (int i = 0; i < tools && clock.mayOpen(1) && failure.isEmpty(); i++) {
      if (parallel) {
        clock.moveTo(forkUs);
      }
      boolean last = i == tools - 1;
      callWithRetry(parent, last ? error : "");
      joinUs = Math.max(joinUs, clock.nowUs());
    }
    clock.moveTo(joinUs);
  }

  /** Calls a tool until it answers, up to three times with growing pauses. */
  private void callWithRetry(int parent, String error) {
    toolCalls.choose(workload);
    int attempts = 0;
    while (attempts < MAX_ATTEMPTS && clock.mayOpen(1)) {
      attempts++;
      if (!toolCalls.call(parent, turn, attempts, error)) {
        contextTokens += 60 + random.nextInt(400);
        return;
      }
      if (attempts < MAX_ATTEMPTS) {
        clock.pass(BACKOFF_BASE_US * (1 << attempts) * (0.5 + random.nextDouble()));
      }
    }
    failure = error.isEmpty() ? "tool_unavailable" : error;
  }

  private int count(CountRange range, int least) {
    return Math.max(least, range.min() + random.nextInt(range.max() - range.min() + 1));
  }
}
