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
  void calibrationAndLimitAreReadBackToo() {
    Calibration solved =
        new Calibration(
            0.9,
            1.1,
            List.of(
                new Calibration.SolvedDependence(
                    "chat",
                    List.of(List.of(1.0, 0.7), List.of(0.7, 1.0)),
                    List.of(10.0, 20.0),
                    List.of())));
    RunSpec spec = spec(1_000, 95).withChunkLimit(4).withCalibration(solved);
    assertThat(spec.chunkLimit()).isEqualTo(4);
    assertThat(spec.calibration()).isEqualTo(solved);
    assertThat(ModelJson.read(ModelJson.write(spec), RunSpec.class)).isEqualTo(spec);
    assertThat(spec.withChunkLimit(0).withCalibration(Calibration.NONE)).isEqualTo(spec(1_000, 95));
  }

  @Test
  void aLimitEndsTheRunBefore() {
    RunSpec all = spec(1_000, 95);
    assertThat(all.plannedChunks()).isEqualTo(11);
    assertThat(all.chunks()).isEqualTo(11);
    assertThat(all.tracesToMake()).isEqualTo(1_000);
    RunSpec some = all.withChunkLimit(10);
    assertThat(some.plannedChunks()).isEqualTo(11);
    assertThat(some.chunks()).isEqualTo(10);
    assertThat(some.traces()).isEqualTo(1_000);
    assertThat(some.tracesToMake()).isEqualTo(950);
    assertThat(all.withChunkLimit(12).chunks()).isEqualTo(11);
    assertThat(all.withChunkLimit(11).tracesToMake()).isEqualTo(1_000);
  }

  @Test
  void tracesToMakeDoNotOverflow() {
    RunSpec most = spec(1_000_000_000_000L, 1_000);
    assertThat(most.plannedChunks()).isEqualTo(1_000_000_000);
    assertThat(most.withChunkLimit(999_999_999).tracesToMake()).isEqualTo(999_999_999_000L);
  }

  @Test
  void aLimitIsNotNegative() {
    assertThatThrownBy(() -> spec(10, 1).withChunkLimit(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunkLimit -1 must be at least 0");
  }

  private static RunSpec spec(long traces, int tracesPerChunk) {
    return new RunSpec(
        "run-1",
        Presets.read("default"),
        1,
        traces,
        tracesPerChunk,
        0,
        3_600_000,
        List.of(),
        false,
        "events");
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
