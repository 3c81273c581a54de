package io.tracewright.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Incident;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMainTest {
  private static final long START_MS = 1_772_409_600_000L;
  private static final int CHUNKS = 100;

  private final RunSpec spec = spec();

  @Test
  void aWholeRunHasAllItsIncidents() {
    assertThat(JobMain.incidents(spec))
        .extracting(PlannedIncident::kind)
        .containsExactly("rate_limit_storm", "cascading_degradation");
  }

  /** What a budget cut off did not happen. */
  @Test
  void aLimitedRunHasThoseThatBeginBeforeItsEnd() {
    assertThat(JobMain.incidents(spec.withChunkLimit(CHUNKS / 2)))
        .extracting(PlannedIncident::kind)
        .containsExactly("rate_limit_storm");
    assertThat(JobMain.incidents(spec.withChunkLimit(1))).isEmpty();
  }

  private static RunSpec spec() {
    ObjectNode tree = ModelJson.mapper().valueToTree(Presets.read("default"));
    tree.putPOJO(
        "incidents",
        List.of(
            new Incident("rate_limit_storm", 0.2, null, 10, 5.0, ""),
            new Incident("cascading_degradation", 0.8, null, 10, 3.0, "")));
    WorkloadProfile profile = ModelJson.read(ModelJson.write(tree), WorkloadProfile.class);
    return new RunSpec(
        "test",
        profile,
        1,
        CHUNKS * 10L,
        10,
        START_MS,
        START_MS + 7 * 86_400_000L,
        List.of(),
        false,
        "events");
  }
}
