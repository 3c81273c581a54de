package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.people.People;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.time.Conditions;
import io.tracewright.model.profile.AnomalyKind;
import io.tracewright.model.profile.CountRange;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import java.util.Set;

/**
 * Tells what happens in one trace.
 *
 * <p>Names of operations follow OpenTelemetry's semantic conventions for generative AI.
 */
public final class TraceScript {
  /** Share of an attack's requests that are refused at the door. */
  private static final double REFUSED_AT_THE_DOOR = 0.7;

  /** Failures that only a model can show. */
  private static final Set<String> OF_MODELS =
      Set.of("context_length_exceeded", "content_filtered", "refused", "overloaded");

  /** Failures that model and tool calls can show; all others are a tool's, if there is one. */
  private static final Set<String> OF_BOTH =
      Set.of("timeout", "rate_limit", "invalid_input", "internal_error", "authentication_failed");

  private static final String OF_GUARDRAILS = "guardrail_blocked";

  private final Scene scene;
  private final People people;
  private final ModelCalls models;
  private final ToolSteps toolSteps;
  private final SubAgents subAgents;
  private final Mischief mischief;
  private final Choice<ModelRole> modelChoice;
  private final double anomalyRate;

  /** Turn in which the trace is to fail, 0 for one that is to succeed. */
  private int failingTurn;

  /** Kind of that failure. */
  private String plannedFailure = "";

  public TraceScript(RunSpec spec, Conditions conditions, People people, Streams random) {
    Cast cast = new Cast(spec.profile(), spec.calibration(), random);
    TraceClock clock = new TraceClock(spec.profile().limits(), spec.calibration().latencyScale());
    this.scene = new Scene(random, clock, conditions, cast, spec.calibration().errorScale());
    this.people = people;
    this.models = new ModelCalls(scene);
    ToolCalls tools = new ToolCalls(scene);
    this.toolSteps = new ToolSteps(scene, tools);
    this.subAgents = new SubAgents(scene);
    this.mischief = new Mischief(scene, models, tools);
    this.modelChoice = Choice.of(random, cast.models, role -> role.model().share());
    this.anomalyRate = spec.profile().anomalies().rate();
  }

  /**
   * Plays a trace from the stream's and the conditions' present state.
   *
   * @param context who asks for what, complete
   * @param attack whether the request is part of an attack
   * @return the spans, the root first; valid until the next call
   */
  public TraceClock play(TraceContext context, boolean attack) {
    prepare(context, attack);
    int root = scene.clock.open(-1, Kind.AGENT, scene.role.operation());
    scene.clock.pass(context.region.networkMs() * scene.between(1_700, 2_700));
    scene.clock.pass(scene.between(500, 9_000));
    if (attack) {
      attack(root);
    } else {
      converse(root);
    }
    failIfOverdue();
    scene.clock.span(root).errorType = scene.failure;
    scene.clock.pass(scene.between(200, 1_500));
    scene.clock.close(root);
    if (scene.role.steering() != null && scene.isUndisturbed()) {
      scene.role.steering().fit(scene.clock, scene.cast.models);
    }
    return scene.clock;
  }

  private void prepare(TraceContext context, boolean attack) {
    scene.restart();
    scene.role = scene.cast.role(context.workload);
    scene.loyalty = context.persona.loyalty();
    scene.favourite = people.favourite(context);
    scene.sessionAgeMs = context.sessionAgeMs;
    Steering steering = scene.role.steering();
    if (steering != null) {
      steering.draw();
    }
    scene.model =
        steering != null && steering.steersCost()
            ? scene.cast.modelsByPrice.at(steering.costPlace())
            : modelChoice.at(people.conversationUnit(context));
    boolean odd = anomalyRate > 0 && scene.happens(anomalyRate);
    if (odd && !attack && scene.role.mischief() != null) {
      scene.anomaly = scene.role.mischief().draw();
      if (scene.shows(AnomalyKind.COST_RUNAWAY)) {
        scene.model = scene.cast.dearest;
      }
    }
    scene.contextTokens = models.firstPromptTokens(context.historyPlace);
    subAgents.restart();
    scene.turns = turns(people.sophistication(context));
    double errorRate = context.workload.errorRate() * scene.errorScale;
    boolean fails = scene.happens(scene.conditions.errorRate(Math.min(1, errorRate)));
    failingTurn = 0;
    if (fails && scene.anomaly == null) {
      planFailure();
    }
  }

  private void planFailure() {
    plannedFailure = scene.cast.errors.draw().type();
    boolean ofTool = isOfTools(plannedFailure) && scene.turns > 1 && stepsIn(scene.role.workload());
    failingTurn = 1 + scene.random.nextInt(ofTool ? scene.turns - 1 : scene.turns);
  }

  private static boolean isOfTools(String error) {
    return !error.isEmpty()
        && !OF_MODELS.contains(error)
        && !OF_BOTH.contains(error)
        && !error.equals(OF_GUARDRAILS);
  }

  private int turns(double sophistication) {
    CountRange range = scene.role.workload().turns();
    int drawn;
    if (steersTools()) {
      drawn = at(range, scene.role.steering().toolsPlace());
    } else {
      drawn = at(range, scene.random.nextDouble());
      if (scene.happens(sophistication)) {
        drawn = Math.max(drawn, at(range, scene.random.nextDouble()));
      }
    }
    int least = scene.anomaly == null ? 1 : scene.anomaly.leastTurns();
    return Math.max(least, drawn);
  }

  private int toolsInTurn() {
    CountRange range = scene.role.workload().toolsPerTurn();
    double place = steersTools() ? scene.role.steering().toolsPlace() : scene.random.nextDouble();
    return at(range, place);
  }

  private boolean steersTools() {
    return scene.role.steering() != null && scene.role.steering().steersTools();
  }

  private static int at(CountRange range, double place) {
    return range.min() + (int) (place * (range.max() - range.min() + 1));
  }

  private void attack(int root) {
    Scene.markIncident(scene.clock.span(root), "ddos");
    if (scene.happens(REFUSED_AT_THE_DOOR)) {
      scene.failure = "rate_limit";
      scene.clock.pass(scene.between(500, 4_000));
    } else if (scene.clock.mayOpen(root)) {
      scene.turn = 1;
      models.call(root, true, "");
    }
  }

  private void converse(int root) {
    before(root);
    while (!scene.isFailed() && scene.turn < scene.turns && scene.clock.mayOpen(root)) {
      scene.turn++;
      boolean answer = scene.turn == scene.turns;
      if (!answer && scene.shows(AnomalyKind.HANDOFF_PING_PONG) && !scene.anomalyShown) {
        pingPong(root);
      } else {
        takeTurn(root, answer);
      }
    }
  }

  /** What precedes the first model call: the guardrail's check and the documents it needs. */
  private void before(int root) {
    Workload workload = scene.role.workload();
    boolean bypassed = scene.shows(AnomalyKind.GUARDRAIL_BYPASS);
    if (scene.shows(AnomalyKind.PROMPT_INJECTION)) {
      scene.clock.span(root).oddity = Oddity.PROMPT_INJECTION;
      scene.mark(scene.clock.span(root));
    }
    boolean guarded = scene.happens(workload.guardrail());
    boolean blocked = failingTurn > 0 && plannedFailure.equals(OF_GUARDRAILS);
    if ((guarded || bypassed || blocked) && scene.clock.mayOpen(root)) {
      int check = leaf(root, Kind.GUARDRAIL, "check_input", 8_000, 40_000);
      scene.clock.span(check).decision = bypassed || blocked ? "block" : "pass";
      if (blocked) {
        scene.clock.span(check).errorType = OF_GUARDRAILS;
        scene.failure = OF_GUARDRAILS;
        return;
      }
      if (bypassed) {
        scene.mark(scene.clock.span(check));
      }
    }
    boolean odd =
        scene.shows(AnomalyKind.STALE_RETRIEVAL) || scene.shows(AnomalyKind.EMPTY_RETRIEVAL);
    boolean retrieves = scene.happens(workload.retrieval());
    if ((retrieves || odd) && scene.clock.mayOpen(root, 3, 2)) {
      retrieve(root, odd);
    }
  }

  private void retrieve(int root, boolean odd) {
    int retrieval = scene.clock.open(root, Kind.RETRIEVAL, "retrieve_documents");
    leaf(retrieval, Kind.EMBEDDING, "embeddings", 10_000, 60_000);
    int search = leaf(retrieval, Kind.VECTOR_SEARCH, "vector_search", 5_000, 120_000);
    SpanDraft found = scene.clock.span(search);
    found.documents = scene.count(3, 12);
    found.replicationLagMs = scene.between(20, 900);
    if (odd) {
      scene.mark(found);
      if (scene.shows(AnomalyKind.EMPTY_RETRIEVAL)) {
        found.oddity = Oddity.EMPTY_RESULT;
        found.documents = 0;
      } else {
        found.oddity = Oddity.STALE_RESULT;
        found.replicationLagMs = scene.between(6, 72) * 3_600_000;
      }
    }
    scene.clock.span(retrieval).documents = found.documents;
    scene.clock.close(retrieval);
    scene.contextTokens += found.documents * 150 + scene.random.nextInt(600);
  }

  private int leaf(int parent, Kind kind, String operation, double minUs, double maxUs) {
    int span = scene.clock.open(parent, kind, operation);
    double skew = scene.random.nextDouble();
    scene.clock.pass(minUs + (maxUs - minUs) * skew * skew);
    scene.clock.close(span);
    return span;
  }

  /** One model call and, unless it is the answer, what it asks for. */
  private void takeTurn(int root, boolean answer) {
    double delegation = scene.role.workload().subAgents();
    boolean delegated = !answer && scene.happens(delegation) && scene.clock.mayOpen(root, 2, 2);
    int parent = delegated ? subAgents.open(root) : root;
    boolean nested =
        delegated && scene.happens(delegation * delegation) && scene.clock.mayOpen(parent, 2, 2);
    int worker = nested ? subAgents.open(parent) : parent;
    think(worker, answer);
    if (delegated) {
      subAgents.conclude(worker, models);
    }
    failIfOverdue();
    if (nested) {
      close(worker);
    }
    if (delegated) {
      close(parent);
    }
  }

  /** Turns of two sub-agents that hand the task to each other. */
  private void pingPong(int root) {
    int count = scene.role.subAgents().size();
    int one = scene.random.nextInt(count);
    int other = (one + 1) % count;
    for (int round = scene.count(6, 10); round > 0 && scene.clock.mayOpen(root, 2, 2); round--) {
      int agent = subAgents.open(root, round % 2 == 0 ? one : other);
      scene.mark(scene.clock.span(agent));
      think(agent, false);
      failIfOverdue();
      close(agent);
      if (scene.isFailed()) {
        return;
      }
      if (round > 1) {
        scene.addTurn();
      }
    }
  }

  private void close(int agent) {
    scene.clock.span(agent).errorType = scene.failure;
    scene.clock.close(agent);
  }

  private void think(int parent, boolean answer) {
    int tools = answer || !stepsIn(scene.role.workload()) ? 0 : toolsInTurn();
    if (scene.anomaly != null && scene.anomaly.needsTools() && !answer) {
      tools = Math.max(1, tools);
    }
    String error = scene.turn == failingTurn ? plannedFailure : "";
    if (isOfTools(error) && !answer && stepsIn(scene.role.workload())) {
      tools = Math.max(1, tools);
    }
    boolean toolFails = !error.isEmpty() && tools > 0 && !OF_MODELS.contains(error);
    if (scene.shows(AnomalyKind.ERROR_BURST) && !scene.anomalyShown) {
      scene.burstLeft = scene.count(2, 4);
    } else {
      scene.burstLeft = 0;
    }
    int call = models.call(parent, answer || tools == 0, toolFails ? "" : error);
    if (call >= 0 && scene.clock.span(call).oddity == Oddity.MALFORMED_OUTPUT) {
      // The answer cannot be parsed: asked once more.
      scene.goOn();
      models.call(parent, answer || tools == 0, "");
    }
    if (scene.isFailed() || scene.clock.isOverdue()) {
      return;
    }
    if (!answer && mischief.takesToolStep(parent)) {
      return;
    }
    if (tools > 0) {
      toolSteps.take(parent, tools, toolFails ? error : "");
    } else if (!answer) {
      scene.goOn();
    }
  }

  private static boolean stepsIn(Workload workload) {
    return !workload.tools().isEmpty() || !workload.sequences().isEmpty();
  }

  private void failIfOverdue() {
    if (scene.clock.isOverdue() && !scene.isFailed()) {
      scene.failure = "deadline_exceeded";
    }
  }
}
