package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TimeEstimateTest {
  @Test
  void theSlowerRateTellsTheTime() {
    assertThat(TimeEstimate.of(6_000_000, 600_000, 100_000.0).seconds()).isEqualTo(60);
    assertThat(TimeEstimate.of(6_000_000, 50_000, 100_000.0).seconds()).isEqualTo(120);
    assertThat(TimeEstimate.of(6_000_000, 600_000, 100_000.0).sentence())
        .isEqualTo(
            "about 60 s: generating makes 600,000 rows/s, tried here, and storing made 100,000 in the"
                + " latest run; starting comes on top");
  }

  @Test
  void withoutAnEarlierRunGenerationIsALowerBound() {
    assertThat(TimeEstimate.of(6_000_000, 600_000, null).sentence())
        .isEqualTo(
            "generating takes about 10 s at 600,000 rows/s, tried here; how fast they are stored is"
                + " not known yet");
  }

  @Test
  void theSpeedOfGenerationIsThatOfItsFastestSlice() {
    RunSpec spec = Plans.of(Presets.read("default"), 100L, 7L, 100);
    SpanBatch only = new SpanBatch();
    new ChunkGenerator(spec, CorpusRecords.builtin()).generate(new ChunkPlan(spec).chunk(0), only);
    // The clock is read twice a slice; each chunk takes the longer, the earlier it comes.
    AtomicLong nowNs = new AtomicLong();
    AtomicLong reads = new AtomicLong();
    double speed =
        GenerationSpeed.rowsPerSecond(
            spec,
            CorpusRecords.builtin(),
            () -> nowNs.addAndGet(2_000_000_000L - 190_000_000L * reads.getAndIncrement()));
    assertThat(speed).isEqualTo(only.rows() / 0.29);
  }
}
