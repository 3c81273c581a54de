package io.tracewright.engine.generate.time;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.ErrorBursts;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.Arrays;
import java.util.List;

/**
 * In what state the platform is at a time: load, error bursts and incidents, and what they do to
 * models and tools, which are named by their places in the profile.
 *
 * <p>A pure function of the spec and the time. {@link #at} only notes the time; the rest is looked
 * up when asked for, and kept as long as demand stays. Not thread-safe.
 */
public final class Conditions {
  /** From here on an incident is to be seen in what it slows down or has refused. */
  private static final double MATERIAL_FACTOR = 1.5;

  private static final double MATERIAL_REFUSAL = 0.05;
  private static final double FAILURE_OF_EXCESS = 0.05;
  private static final double MOST_FAILURE = 0.9;

  private final List<Model> models;
  private final List<Tool> tools;
  private final Demand demand;
  private final Contention contention;
  private final Timeline timeline;
  private final BurstChain platform;
  private final BurstChain[] chains;

  private double nowMs;
  private Effect[] incidents = {};
  private int piece = -1;
  private long pieceFromMs = Long.MAX_VALUE;
  private long pieceUntilMs = Long.MIN_VALUE;
  private double tracesPerSecond;
  private double relative;

  /** The piece that each tool's wait and refusal were found for. */
  private final int[] foundFor;

  private final double[] wait;
  private final double[] refusal;

  public Conditions(RunSpec spec, Demand demand, List<PlannedIncident> incidents) {
    WorkloadProfile profile = spec.profile();
    this.models = profile.models();
    this.tools = profile.tools();
    this.demand = demand;
    this.contention = new Contention(spec);
    this.timeline = new Timeline(incidents, profile);
    Streams random = new Streams();
    ErrorBursts bursts = profile.errorBursts();
    this.platform = new BurstChain(spec.seed(), -1, bursts, random);
    this.chains = new BurstChain[tools.size()];
    Arrays.setAll(chains, tool -> new BurstChain(spec.seed(), tool, bursts, random));
    this.foundFor = new int[tools.size()];
    Arrays.fill(foundFor, -1);
    this.wait = new double[tools.size()];
    this.refusal = new double[tools.size()];
  }

  /** Sets the time that all else is asked for. */
  public void at(long timeMs) {
    nowMs = timeMs;
    incidents = timeline.at(timeMs);
    if (timeMs < pieceFromMs || timeMs >= pieceUntilMs) {
      piece = demand.piece(timeMs);
      pieceFromMs = demand.boundMs(piece);
      pieceUntilMs = demand.boundMs(piece + 1);
      tracesPerSecond = demand.tracesPerSecond(nowMs);
      relative = demand.relative(nowMs);
    }
  }

  /** Whether an incident is on. */
  public boolean isIncident() {
    return incidents.length > 0;
  }

  /**
   * Whether a request is part of an attack.
   *
   * @param u uniform in [0, 1): attacks are as frequent as their share of present demand
   */
  public boolean isAttack(double u) {
    double genuine = 1;
    for (Effect incident : incidents) {
      if (incident.kind == IncidentKind.DDOS) {
        genuine /= incident.demand(nowMs);
      }
    }
    return u < 1 - genuine;
  }

  /** Factor of a model's time to the first token, at least 1. */
  public double modelWaitFactor(int model) {
    return 1 + models.get(model).loadSensitivity() * relative;
  }

  /** Probability that a model refuses a call, 0 to 1. */
  public double modelRefusal(int model) {
    double admitted = 1;
    for (Effect incident : incidents) {
      admitted *= 1 - incident.modelRefusal(model, nowMs);
    }
    return 1 - admitted;
  }

  /** Factor of a tool's latency, waiting and incidents, at least 1. */
  public double toolLatencyFactor(int tool) {
    double factor = waitFactor(tool);
    for (Effect incident : incidents) {
      factor *= 1 + incident.toolExcess(tool, nowMs);
    }
    return factor;
  }

  /** Probability that a tool's rate limit refuses a call, 0 to 1. */
  public double toolRefusal(int tool) {
    find(tool);
    return refusal[tool];
  }

  /** Probability that a call of a tool fails, 0 to 1: as declared, with bursts and incidents. */
  public double toolFailure(int tool) {
    double rate = chains[tool].rate(tools.get(tool).failureRate(), nowMs);
    double excess = 0;
    for (Effect incident : incidents) {
      excess += incident.toolExcess(tool, nowMs);
    }
    return Math.max(rate, Math.min(MOST_FAILURE, rate + FAILURE_OF_EXCESS * excess));
  }

  /**
   * A rate of failures that the platform's bursts touch, at this time.
   *
   * @param declared mean rate, 0 to 1
   */
  public double errorRate(double declared) {
    return platform.rate(declared, nowMs);
  }

  /** Kind of the incident that shows at a model, or nothing. */
  public String modelIncident(int model) {
    for (Effect incident : incidents) {
      if (incident.modelRefusal(model, nowMs) >= MATERIAL_REFUSAL) {
        return incident.kind.label;
      }
    }
    return incidents.length > 0 && modelWaitFactor(model) >= MATERIAL_FACTOR ? crowd() : "";
  }

  /** Kind of the incident that shows at a tool, or nothing. */
  public String toolIncident(int tool) {
    if (incidents.length == 0) {
      return "";
    }
    for (Effect incident : incidents) {
      if (1 + incident.toolExcess(tool, nowMs) >= MATERIAL_FACTOR) {
        return incident.kind.label;
      }
    }
    boolean strained = waitFactor(tool) >= MATERIAL_FACTOR || toolRefusal(tool) >= MATERIAL_REFUSAL;
    return strained ? crowd() : "";
  }

  /** Kind of the incident that raises demand most, or nothing. */
  private String crowd() {
    double most = MATERIAL_FACTOR;
    String kind = "";
    for (Effect incident : incidents) {
      double raised = incident.demand(nowMs);
      if (raised >= most) {
        most = raised;
        kind = incident.kind.label;
      }
    }
    return kind;
  }

  private double waitFactor(int tool) {
    find(tool);
    return wait[tool];
  }

  private void find(int tool) {
    if (foundFor[tool] != piece) {
      foundFor[tool] = piece;
      wait[tool] = contention.waitFactor(tool, tracesPerSecond);
      refusal[tool] = contention.refusal(tool, tracesPerSecond);
    }
  }
}
