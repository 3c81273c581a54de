package io.tracewright.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;
import java.util.function.UnaryOperator;

/** Variations of the default preset. */
public final class Profiles {
  public static final WorkloadProfile DEFAULT = Presets.read("default");

  private Profiles() {}

  public static WorkloadProfile withWindow(Window window) {
    return patch(DEFAULT, "{'window': " + ModelJson.write(window) + "}");
  }

  public static WorkloadProfile withLimits(int maxTraceDurationMs, int maxSpansPerTrace) {
    return withLimits(DEFAULT, maxTraceDurationMs, maxSpansPerTrace);
  }

  public static WorkloadProfile withLimits(
      WorkloadProfile p, int maxTraceDurationMs, int maxSpansPerTrace) {
    return patch(
        p,
        "{'limits': {'max_trace_duration_ms': "
            + maxTraceDurationMs
            + ", 'max_spans_per_trace': "
            + maxSpansPerTrace
            + "}}");
  }

  public static WorkloadProfile withRegions(List<Region> regions) {
    return patch(DEFAULT, "{'regions': " + ModelJson.write(regions) + "}");
  }

  public static WorkloadProfile withWorkloads(UnaryOperator<Workload> change) {
    return patch(DEFAULT, "{'workloads': " + changed(DEFAULT.workloads(), change) + "}");
  }

  public static WorkloadProfile withModels(UnaryOperator<Model> change) {
    return patch(DEFAULT, "{'models': " + changed(DEFAULT.models(), change) + "}");
  }

  public static WorkloadProfile withTools(UnaryOperator<Tool> change) {
    return patch(DEFAULT, "{'tools': " + changed(DEFAULT.tools(), change) + "}");
  }

  private static <T> String changed(List<T> entries, UnaryOperator<T> change) {
    return ModelJson.write(entries.stream().map(change).toList());
  }

  public static Workload share(Workload w, double share) {
    return patch(w, "{'share': " + share + "}");
  }

  /**
   * A record with some of its components changed.
   *
   * @param change JSON merge patch (RFC 7386) in snake case, in which an apostrophe stands for a
   *     quotation mark
   */
  @SuppressWarnings("unchecked")
  public static <T extends Record> T patch(T record, String change) {
    ObjectMapper json = ModelJson.mapper();
    try {
      JsonNode patch = new ObjectMapper().readTree(change.replace('\'', '"'));
      JsonNode merged = merge(json.valueToTree(record), patch);
      return (T) json.treeToValue(merged, record.getClass());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject() || patch.has("family")) {
      return patch;
    }
    ObjectNode merged =
        target.isObject() ? (ObjectNode) target : new ObjectMapper().createObjectNode();
    patch
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                merged.remove(change.getKey());
              } else {
                merged.set(change.getKey(), merge(merged.path(change.getKey()), change.getValue()));
              }
            });
    return merged;
  }
}
