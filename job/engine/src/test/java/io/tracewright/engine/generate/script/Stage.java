package io.tracewright.engine.generate.script;

import io.tracewright.engine.Profiles;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;

/** Profiles in which nothing happens but what a test asks for. */
final class Stage {
  /** The default preset without failures, timeouts, waits and incidents, and with wide limits. */
  static final WorkloadProfile QUIET = quiet();

  private Stage() {}

  private static WorkloadProfile quiet() {
    WorkloadProfile calm =
        Profiles.patch(
            Profiles.DEFAULT,
            "{'error_bursts': null, 'incidents': [], 'anomalies': null, 'limits':"
                + " {'max_trace_duration_ms': 3600000, 'max_spans_per_trace': 1000}}");
    return withTools(
        withModels(calm, "{'timeout_ms': 600000, 'load_sensitivity': 0}"),
        "{'failure_rate': 0, 'timeout_ms': 0, 'rate_limit_per_minute': 0, 'concurrency': 0}");
  }

  /** Only one workload of the quiet profile, without failures, sequences and what precedes. */
  static WorkloadProfile only(String workload, String change) {
    Workload kept =
        QUIET.workloads().stream().filter(w -> w.name().equals(workload)).findFirst().orElseThrow();
    Workload plain =
        Profiles.patch(
            kept,
            "{'share': 1, 'error_rate': 0, 'retrieval': 0, 'guardrail': 0, 'sub_agents': 0,"
                + " 'sequences': []}");
    return Profiles.patch(
        QUIET, "{'workloads': " + ModelJson.write(List.of(Profiles.patch(plain, change))) + "}");
  }

  static WorkloadProfile withModels(WorkloadProfile profile, String change) {
    return Profiles.patch(profile, "{'models': " + changed(profile.models(), change) + "}");
  }

  static WorkloadProfile withTools(WorkloadProfile profile, String change) {
    return Profiles.patch(profile, "{'tools': " + changed(profile.tools(), change) + "}");
  }

  static WorkloadProfile withWorkloads(WorkloadProfile profile, String change) {
    return Profiles.patch(profile, "{'workloads': " + changed(profile.workloads(), change) + "}");
  }

  private static <T extends Record> String changed(List<T> entries, String change) {
    return ModelJson.write(entries.stream().map(e -> Profiles.patch(e, change)).toList());
  }
}
