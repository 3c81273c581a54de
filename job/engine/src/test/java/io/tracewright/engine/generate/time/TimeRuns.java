package io.tracewright.engine.generate.time;

import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs of a small platform, in which only time matters. */
final class TimeRuns {
  /** 2026-03-02T00:00:00Z, a Monday. */
  static final long MONDAY_MS = 1_772_409_600_000L;

  static final long MINUTE_MS = 60_000;
  static final long HOUR_MS = 60 * MINUTE_MS;
  static final long DAY_MS = 24 * HOUR_MS;
  static final long LONGEST_TRACE_MS = 1_000;

  /** Every trace makes one tool call, of {@code db} three times in four, else of {@code api}. */
  private static final String WORKLOADS =
      "'schema_version': 1, 'name': 'small', 'limits': {'max_trace_duration_ms': 1000},"
          + "'workloads': [{'name': 'w', 'category': 'tool_use', 'share': 1,"
          + "'turns': {'min': 1, 'max': 3}, 'tools_per_turn': {'min': 1, 'max': 1},"
          + "'tools': [{'name': 'db', 'weight': 3}, {'name': 'api', 'weight': 1}]}],";

  /** {@code report} needs {@code api}, which needs {@code db}; {@code mail} stands alone. */
  static final String TOOLS =
      "'tools': ["
          + tool("db", "", "")
          + ","
          + tool("api", "db", "")
          + ","
          + tool("report", "api", "")
          + ","
          + tool("mail", "", "")
          + "],";

  static final String MODELS =
      "'models': [" + model("large", 0.7, 0.5) + "," + model("mini", 0.3, 0) + "]";

  private TimeRuns() {}

  static String tool(String name, String dependsOn, String more) {
    return "{'name': '"
        + name
        + "', 'type': 'query', 'failure_rate': 0.1, 'depends_on': ["
        + (dependsOn.isEmpty() ? "" : "'" + dependsOn + "'")
        + "], 'latency_ms': {'family': 'constant', 'value': 500}"
        + more
        + "}";
  }

  private static String model(String name, double share, double loadSensitivity) {
    return "{'name': '"
        + name
        + "', 'version': '1', 'share': "
        + share
        + ", 'load_sensitivity': "
        + loadSensitivity
        + "}";
  }

  /** The platform, with further sections of a profile in JSON, each followed by a comma. */
  static WorkloadProfile profile(String sections) {
    String tools = sections.contains("'tools'") ? "" : TOOLS;
    return ModelJson.read(
        ("{" + WORKLOADS + tools + sections + MODELS + "}").replace('\'', '"'),
        WorkloadProfile.class);
  }

  static RunSpec run(String sections, long seed, long traces, int perChunk, long lengthMs) {
    return run(profile(sections), seed, traces, perChunk, MONDAY_MS, lengthMs, false);
  }

  static RunSpec live(String sections, long traces, long lengthMs) {
    return run(profile(sections), 1, traces, 1_000, MONDAY_MS, lengthMs, true);
  }

  /** A run whose traces start within a stretch of time. */
  static RunSpec run(
      WorkloadProfile profile,
      long seed,
      long traces,
      int perChunk,
      long startMs,
      long lengthMs,
      boolean live) {
    return new RunSpec(
        "test",
        profile,
        seed,
        traces,
        perChunk,
        startMs,
        startMs + lengthMs + LONGEST_TRACE_MS,
        List.of(new CorpusRef("test", 1, "")),
        live,
        "events");
  }

  static Demand demand(RunSpec spec) {
    return Demand.of(spec, IncidentPlan.of(spec));
  }

  static Conditions conditions(RunSpec spec) {
    return new Conditions(spec, demand(spec), IncidentPlan.of(spec));
  }

  static ChunkDescriptor chunk(RunSpec spec, int index) {
    long first = (long) index * spec.tracesPerChunk();
    int traces = (int) Math.min(spec.tracesPerChunk(), spec.traces() - first);
    return new ChunkDescriptor(index, first, traces, 0, 0, 0);
  }

  /** Hands out when traces start, in order. */
  static void starts(RunSpec spec, LongConsumer startMs) {
    Demand demand = demand(spec);
    Arrivals arrivals = new Arrivals(spec, new io.tracewright.engine.generate.random.Streams());
    double[] shares = new double[spec.tracesPerChunk()];
    for (int index = 0; index < spec.plannedChunks(); index++) {
      ChunkDescriptor chunk = chunk(spec, index);
      arrivals.draw(chunk, shares);
      for (int i = 0; i < chunk.traces(); i++) {
        startMs.accept((long) demand.timeMs(shares[i]));
      }
    }
  }
}
