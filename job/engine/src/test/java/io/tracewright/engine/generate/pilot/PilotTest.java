package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PilotTest {

  @Test
  void aSampleOfTheRunsSizeIsTheRun() {
    RunSpec spec = SmallProfile.run(3, 950, 100);
    PilotSample sample = Pilot.of(spec, TestRuns.corpora(), 950);
    int trace = 0;
    double costUsd = 0;
    int toolRows = 0;
    for (int chunk = 0; chunk < spec.chunks(); chunk++) {
      SpanBatch batch = Rows.batch(spec, chunk);
      for (int i = 0; i < batch.traces(); i++, trace++) {
        int root = batch.traceStart(i);
        assertThat(sample.latencyMs().get(trace)).isEqualTo(batch.latencyMs.get(root));
        assertThat(sample.rows().get(trace)).isEqualTo(batch.traceEnd(i) - root);
        assertThat(sample.failed().get(trace))
            .isEqualTo(batch.status.get(root).equals("error") ? 1 : 0);
        assertThat(spec.profile().workloads().get((int) sample.workload().get(trace)).name())
            .isEqualTo(batch.workloadType.get(root));
      }
      for (int row = 0; row < batch.rows(); row++) {
        costUsd += batch.costUsd.get(row);
        toolRows += batch.eventType.get(row).equals("tool_call") ? 1 : 0;
      }
    }
    assertThat(trace).isEqualTo(950);
    assertThat(sample.traces()).isEqualTo(950);
    assertThat(sample.costUsd().sum()).isCloseTo(costUsd, within(1e-9));
    assertThat(sample.toolCalls().sum()).isEqualTo(toolRows);
    assertThat(sample.tools().stream().mapToLong(PilotSample.Use::calls).sum()).isEqualTo(toolRows);
    assertThat(sample.tokens().sum())
        .isEqualTo(sample.promptTokens().sum() + sample.completionTokens().sum())
        .isEqualTo(sample.models().stream().mapToDouble(PilotSample.Use::tokens).sum());
    assertThat(sample.anomalous().sum()).isZero();
  }

  @Test
  void aSampleHasTheSizeThatWasAskedFor() {
    for (long traces : new long[] {1, 7, 100, 950, 1_000_000_007L, 2_000_000_000_000L}) {
      for (int tracesPerChunk : new int[] {1000, 64_000}) {
        for (int size : new int[] {1, 33, 400}) {
          RunSpec spec = SmallProfile.run(3, traces, tracesPerChunk);
          assertThat(Pilot.of(spec, TestRuns.corpora(), size).traces())
              .as("%s of %s by %s", size, traces, tracesPerChunk)
              .isEqualTo(size);
        }
      }
    }
  }

  /** Later rounds of a small run are other traces, not the same again. */
  @Test
  void aSmallRunIsSampledFromOtherSeeds() {
    PilotSample sample = Pilot.of(SmallProfile.run(3, 200, 100), TestRuns.corpora(), 400);
    int same = 0;
    for (int i = 0; i < 200; i++) {
      same += sample.latencyMs().get(i) == sample.latencyMs().get(i + 200) ? 1 : 0;
    }
    assertThat(same).isLessThan(4);
  }

  @Test
  void aLimitedRunIsSampledWithinItsLimit() {
    RunSpec limited = SmallProfile.run(3, 950, 100).withChunkLimit(2);
    PilotSample sample = Pilot.of(limited, TestRuns.corpora(), 200);
    PilotSample whole = Pilot.of(SmallProfile.run(3, 950, 100), TestRuns.corpora(), 950);
    for (int i = 0; i < 200; i++) {
      assertThat(sample.latencyMs().get(i)).isEqualTo(whole.latencyMs().get(i));
    }
  }

  /** Ten traces in half an hour are within the tool's limit; 63 would not be. */
  @Test
  void aSampleOfASmallRunSeesItsLoad() {
    PilotSample.Use search = searches(SmallProfile.inHalfAnHour(10, 1));
    assertThat(search.calls()).isGreaterThan(500);
    assertThat(search).isEqualTo(searches(SmallProfile.inHalfAnHour(10, 0)));
    assertThat(searches(SmallProfile.inHalfAnHour(63, 1)).failed())
        .as("control: a higher load")
        .isGreaterThan(2 * search.failed());
  }

  private static PilotSample.Use searches(RunSpec spec) {
    return Pilot.of(spec, TestRuns.corpora(), 1000).tools().get(0);
  }

  @Test
  void aSampleOfASmallRunBeginsWithTheRun() {
    PilotSample run = Pilot.of(SmallProfile.run(3, 10, 100), TestRuns.corpora(), 10);
    PilotSample sample = Pilot.of(SmallProfile.run(3, 10, 100), TestRuns.corpora(), 1000);
    assertThat(Arrays.copyOf(sample.latencyMs().toArray(), 10))
        .isEqualTo(run.latencyMs().toArray());
    assertThat(Arrays.stream(sample.latencyMs().toArray()).distinct().count()).isGreaterThan(900);
  }

  /** The incident of the window's second half is beyond what the run makes. */
  @Test
  void aSmallLimitedRunIsSampledWithinItsLimit() {
    WorkloadProfile late =
        SmallProfile.with(
            "{'incidents': [{'kind': 'viral', 'at': 0.6, 'duration_minutes': 4000}]}");
    RunSpec spec = TestRuns.run(late, 3, 100, 5);
    assertThat(Pilot.of(spec, TestRuns.corpora(), 1000).undisturbed().mean()).isLessThan(0.7);
    PilotSample limited = Pilot.of(spec.withChunkLimit(3), TestRuns.corpora(), 1000);
    assertThat(limited.undisturbed().mean()).isEqualTo(1);
  }

  @Test
  void equalSpecsHaveEqualSamples() {
    RunSpec spec = SmallProfile.run(3, 50_000, 1000);
    PilotSample one = Pilot.of(spec, TestRuns.corpora(), 500);
    assertThat(Pilot.of(spec, TestRuns.corpora(), 500).latencyMs().toArray())
        .isEqualTo(one.latencyMs().toArray());
    RunSpec other = SmallProfile.run(4, 50_000, 1000);
    assertThat(Pilot.of(other, TestRuns.corpora(), 500).latencyMs().toArray())
        .isNotEqualTo(one.latencyMs().toArray());
  }

  /** Fixed widths are those of the table's types; texts count in UTF-8. */
  @Test
  void bytesAreWidthsAndTexts() {
    SpanBatch batch = Rows.batch(SmallProfile.run(3, 100, 100), 0);
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> cells = Rows.row(batch, row);
      int texts = 0;
      for (String column :
          new String[] {
            "userId", "sessionId", "requestMetadata", "responseMetadata", "corpusRecordId"
          }) {
        int bytes = cells.get(column).getBytes(StandardCharsets.UTF_8).length;
        texts += bytes + (bytes < 128 ? 1 : 2);
      }
      int lists = 16 + batch.tags.length(row) + batch.toolInvocations.length(row);
      // Four identifiers and a null flag, 15 symbols, four 8-byte and six 4-byte numbers.
      int fixed = 4 * 16 + 1 + 15 + 4 * 8 + 6 * 4;
      assertThat(RowBytes.of(batch, row)).isEqualTo(fixed + lists + texts);
    }
  }
}
