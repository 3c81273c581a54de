package io.tracewright.bench;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Runs of the default preset over the last seven days. */
final class BenchRuns {
  private BenchRuns() {}

  static RunSpec spec(String runId, long traces, int tracesPerChunk) {
    WorkloadProfile profile = Presets.read("default");
    Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
    return new RunSpec(
        runId,
        profile,
        profile.seed(),
        traces,
        tracesPerChunk,
        end.minus(Duration.ofDays(7)).toEpochMilli(),
        end.toEpochMilli(),
        BuiltinCorpora.names().stream()
            .map(name -> new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, ""))
            .toList(),
        false,
        "events");
  }

  /** Traces that make about so many rows. */
  static int tracesFor(long rows) {
    return (int) Math.max(1, Math.round(rows / Presets.read("default").expectedSpansPerTrace()));
  }

  static List<LoadedCorpus> corpora(RunSpec spec) throws IOException {
    List<LoadedCorpus> loaded = new ArrayList<>();
    for (CorpusRef ref : spec.corpora()) {
      loaded.add(new LoadedCorpus(ref, BuiltinCorpora.read(ref.builtinName())));
    }
    return loaded;
  }
}
