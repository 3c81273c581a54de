package io.tracewright.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunSpecTest {

  @Test
  void readsBackEqual() {
    RunSpec spec =
        new RunSpec(
            "run-1",
            Presets.read("default"),
            Long.MIN_VALUE,
            1_000_000,
            950,
            1_760_000_000_000L,
            1_760_604_800_000L,
            List.of(new CorpusRef("builtin:gsm8k", 1, "")),
            true,
            "tracewright.events");
    String json = ModelJson.write(spec);
    assertThat(json)
        .contains("\"run_id\":\"run-1\"", "\"traces_per_chunk\":950")
        .doesNotContain("null");
    assertThat(ModelJson.read(json, RunSpec.class)).isEqualTo(spec);
  }

  @Test
  void brokenJsonIsNamed() {
    assertThatThrownBy(() -> ModelJson.read("{\"nme\": 1}", CorpusRef.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a CorpusRef in JSON: Unrecognized field \"nme\"");
    assertThatThrownBy(() -> ModelJson.read("{", RunSpec.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
