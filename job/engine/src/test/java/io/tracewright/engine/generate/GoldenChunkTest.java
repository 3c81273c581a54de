package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Holds what a seed means: users compare runs across releases by it. */
class GoldenChunkTest {
  private static final String EXPECTED =
      "990d21e9a634fa55a286998465adfc670d882d774939976a0fc353b7e5c596b7";

  @Test
  void theFifthChunkOfTheDefaultPresetIsWhatItWas() throws Exception {
    RunSpec spec = TestRuns.run(42, 100_000, 1000);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new ChunkPlan(spec).chunk(4).toString().getBytes(StandardCharsets.UTF_8));
    Rows.generate(spec, 4)
        .forEach(row -> digest.update(row.toString().getBytes(StandardCharsets.UTF_8)));
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .as(
            "The rows that a seed stands for have changed. If that is not meant, undo it: a change"
                + " of the default preset, of the order of draws or of a sampler does this. If it"
                + " is, say so in CHANGELOG.md and put the new fingerprint into EXPECTED of %s.",
            getClass().getName())
        .isEqualTo(EXPECTED);
  }
}
