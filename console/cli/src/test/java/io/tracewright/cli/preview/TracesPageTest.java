package io.tracewright.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code docs/traces.md} shows traces that the product makes, not ones that it once made. */
final class TracesPageTest {
  private static final Path PAGE = Path.of("../../docs/traces.md");
  private static final String ANEW =
      "mvn -pl console/cli -am test -Dtest=TracesPageTest -Dtraces.page.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private static final int TRACES_EACH = 10;

  /** Wednesday morning in New York, of 102 chunks of a week. */
  private static final int FIRST_CHUNK = 44;

  private static final Instant END = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void thePageIsWhatTheDefaultPresetMakes() throws IOException {
    String page = page();
    if (Boolean.getBoolean("traces.page.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE).equals(page))
        .as("docs/traces.md is what the default preset makes, else write it anew: %s", ANEW)
        .isTrue();
  }

  private static String page() {
    RunSpec spec =
        new RunSpec(
            "page",
            Presets.read("default"),
            42,
            100_000,
            982,
            END.minus(Duration.ofDays(7)).toEpochMilli(),
            END.toEpochMilli(),
            CorpusCatalog.builtin(),
            false,
            "events");
    StringBuilder page =
        new StringBuilder(
            """
            # Traces

            Ten traces of each workload of the `default` preset, seed 42, from a Wednesday morning, in the
            form in which `./tracewright generate --preview 10 --workload NAME` prints the first of a run. A
            line is a span: when it began after the root, how long it took, what it is, and what tells it
            apart.
            """);
    for (Workload workload : spec.profile().workloads()) {
      page.append("\n## ").append(workload.name()).append("\n\n```\n");
      traces(spec, workload.name(), page);
      page.setLength(page.length() - 1);
      page.append("```\n");
    }
    return page.toString();
  }

  private static void traces(RunSpec spec, String workload, StringBuilder page) {
    ChunkGenerator generator = new ChunkGenerator(spec, CorpusRecords.builtin());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    int shown = 0;
    for (int chunk = FIRST_CHUNK; shown < TRACES_EACH; chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces() && shown < TRACES_EACH; trace++) {
        if (batch.workloadType.get(batch.traceStart(trace)).equals(workload)) {
          TraceTree.lines(batch, trace).forEach(line -> page.append(line).append('\n'));
          page.append('\n');
          shown++;
        }
      }
    }
  }
}
