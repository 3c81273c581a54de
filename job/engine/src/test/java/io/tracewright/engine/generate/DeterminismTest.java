package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {
  private static final RunSpec SPEC = TestRuns.run(7, 950, 100);

  /** The last chunk is a short one. */
  private static final int CHUNKS = 10;

  @Test
  void aChunkDoesNotDependOnTheOrderOrTheInstance() {
    List<byte[]> alone =
        IntStream.range(0, CHUNKS).mapToObj(chunk -> Rows.bytes(Rows.batch(SPEC, chunk))).toList();
    for (long shuffle = 0; shuffle < 3; shuffle++) {
      // Twice each: a chunk also is the same after all the others have been made.
      List<Integer> order = new ArrayList<>();
      IntStream.range(0, CHUNKS).forEach(order::add);
      order.addAll(List.copyOf(order));
      Collections.shuffle(order, new Random(shuffle));
      ChunkGenerator generator = new ChunkGenerator(SPEC, TestRuns.corpora());
      ChunkPlan plan = new ChunkPlan(SPEC);
      SpanBatch batch = new SpanBatch();
      for (int chunk : order) {
        generator.generate(plan.chunk(chunk), batch);
        assertThat(Rows.bytes(batch)).as("chunk %s", chunk).isEqualTo(alone.get(chunk));
      }
    }
  }

  /** Calls that fail leave much behind in a trace; nothing of it may reach another. */
  @Test
  void nothingIsLeftBehindByTracesThatGoWrong() {
    WorkloadProfile frail =
        Profiles.patch(
            Profiles.withTools(t -> Profiles.patch(t, "{'failure_rate': 0.9}")),
            "{'anomalies': {'rate': 0.5}}");
    RunSpec spec = TestRuns.run(frail, 7, 4_000, 20);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.corpora());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    for (int chunk = plan.chunks() - 1; chunk >= 0; chunk--) {
      generator.generate(plan.chunk(chunk), batch);
      assertThat(Rows.bytes(batch))
          .as("chunk %s", chunk)
          .isEqualTo(Rows.bytes(Rows.batch(spec, chunk)));
    }
  }

  static List<String> presets() {
    return Presets.names();
  }

  /** Every preset, with all that can leave something behind: a fifth odd, failures in bursts. */
  @ParameterizedTest
  @MethodSource("presets")
  void chunksOfAPresetAreTheSameInAnyOrder(String preset) {
    WorkloadProfile profile =
        Profiles.patch(
            Presets.read(preset),
            "{'anomalies': {'rate': 0.2, 'kinds': []}, 'error_bursts': {'mean_good_minutes': 40, 'mean_bad_minutes': 20, 'bad_factor': 15}}");
    RunSpec spec = TestRuns.onBuiltinCorpora(profile, 11, 40 * 50, 50);
    ChunkPlan plan = new ChunkPlan(spec);
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, plan.chunks()).forEach(order::add);
    Collections.shuffle(order, new Random(3));
    List<LoadedCorpus> corpora = TestRuns.builtinCorpora();
    ChunkGenerator generator = new ChunkGenerator(spec, corpora);
    SpanBatch batch = new SpanBatch();
    SpanBatch fresh = new SpanBatch();
    assertThat(order).hasSizeGreaterThanOrEqualTo(40);
    for (int chunk : order) {
      generator.generate(plan.chunk(chunk), batch);
      new ChunkGenerator(spec, corpora).generate(plan.chunk(chunk), fresh);
      assertThat(Rows.bytes(batch)).as("chunk %s", chunk).isEqualTo(Rows.bytes(fresh));
    }
  }

  @Test
  void twoRunsInOneProcessDoNotDisturbEachOther() {
    RunSpec other = TestRuns.run(8, 950, 100);
    ChunkGenerator one = new ChunkGenerator(SPEC, TestRuns.corpora());
    ChunkGenerator two = new ChunkGenerator(other, TestRuns.corpora());
    SpanBatch batch = new SpanBatch();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      two.generate(new ChunkPlan(other).chunk(chunk), batch);
      one.generate(new ChunkPlan(SPEC).chunk(chunk), batch);
      assertThat(Rows.bytes(batch)).isEqualTo(Rows.bytes(Rows.batch(SPEC, chunk)));
    }
  }

  @Test
  void defaultsOfTheMachineShapeNothing() {
    byte[] expected = Rows.bytes(Rows.batch(SPEC, 3));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-SA-u-nu-arab", "hi-IN-u-nu-deva", "de-DE")) {
        for (String id : List.of("Pacific/Kiritimati", "America/St_Johns")) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          TimeZone.setDefault(TimeZone.getTimeZone(id));
          assertThat(Rows.bytes(Rows.batch(SPEC, 3))).as(tag + " " + id).isEqualTo(expected);
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aSpecThatWasShippedToAnotherProcessMeansTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(SPEC);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RunSpec shipped = (RunSpec) in.readObject();
      assertThat(Rows.bytes(Rows.batch(shipped, 4))).isEqualTo(Rows.bytes(Rows.batch(SPEC, 4)));
    }
  }

  @Test
  void theRunIdShapesNoColumn() {
    RunSpec renamed = renamed(SPEC, "another-run", "other_table");
    assertThat(Rows.generate(renamed, 2)).isEqualTo(Rows.generate(SPEC, 2));
    assertThat(Rows.batch(renamed, 2).runId()).isEqualTo("another-run");
  }

  @Test
  void anotherSeedMakesOtherRows() {
    List<Map<String, String>> rows = Rows.generate(SPEC, 0);
    for (long seed : new long[] {8, 6, -7, 7L << 32, 0}) {
      List<Map<String, String>> others = Rows.generate(TestRuns.run(seed, 950, 100), 0);
      for (String column :
          List.of("traceId", "spanId", "eventId", "sessionId", "cpuUsagePercent", "timestampMs")) {
        Set<String> values = values(rows, column);
        int distinct = values.size();
        values.removeAll(values(others, column));
        // Start times of 100 traces in a slot of half an hour may coincide now and then.
        assertThat(values.size()).as(column + " at seed " + seed).isGreaterThan(distinct * 9 / 10);
      }
    }
  }

  @Test
  void neighbouringTracesAndChunksDiffer() {
    List<Map<String, String>> first = Rows.generate(SPEC, 0);
    Set<String> values = values(first, "cpuUsagePercent");
    assertThat(values).hasSize(first.size());
    values.retainAll(values(Rows.generate(SPEC, 1), "cpuUsagePercent"));
    assertThat(values).isEmpty();
  }

  private static Set<String> values(List<Map<String, String>> rows, String column) {
    Set<String> values = new HashSet<>();
    rows.forEach(row -> values.add(row.get(column)));
    return values;
  }

  private static RunSpec renamed(RunSpec spec, String runId, String table) {
    return new RunSpec(
        runId,
        spec.profile(),
        spec.seed(),
        spec.traces(),
        spec.tracesPerChunk(),
        spec.windowStartMs(),
        spec.windowEndMs(),
        spec.corpora(),
        spec.live(),
        table);
  }
}
