package io.tracewright.engine;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/** Runs for tests: the default preset over a fixed week. */
public final class TestRuns {
  /** 2026-03-02T00:00:00Z, a Monday. */
  public static final long MONDAY_MS = 1_772_409_600_000L;

  private static final long WEEK_MS = 7 * 86_400_000L;

  private TestRuns() {}

  public static RunSpec run(long seed, long traces, int tracesPerChunk) {
    return run(Presets.read("default"), seed, traces, tracesPerChunk);
  }

  public static RunSpec run(WorkloadProfile profile, long seed, long traces, int tracesPerChunk) {
    return new RunSpec(
        "test",
        profile,
        seed,
        traces,
        tracesPerChunk,
        MONDAY_MS,
        MONDAY_MS + WEEK_MS,
        List.of(new CorpusRef("test", 1, "")),
        false,
        "events");
  }

  /** A run that draws from the corpora that ship with the product. */
  public static RunSpec onBuiltinCorpora(
      WorkloadProfile profile, long seed, long traces, int tracesPerChunk) {
    return new RunSpec(
        "test",
        profile,
        seed,
        traces,
        tracesPerChunk,
        MONDAY_MS,
        MONDAY_MS + WEEK_MS,
        builtinCorpora().stream().map(LoadedCorpus::ref).toList(),
        false,
        "events");
  }

  /** The corpora that ship with the product. */
  public static List<LoadedCorpus> builtinCorpora() {
    return BuiltinCorpora.names().stream().map(TestRuns::builtin).toList();
  }

  private static LoadedCorpus builtin(String name) {
    CorpusRef ref = new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, "");
    return new LoadedCorpus(ref, BuiltinCorpora.read(name));
  }

  public static List<LoadedCorpus> corpora() {
    return List.of(
        new LoadedCorpus(
            new CorpusRef("test", 1, ""),
            List.of(
                new CorpusRecord("r1", "simple_chat", "How \"far\"?\n", "A\\B", "{}"),
                new CorpusRecord("r2", "rag_pipeline", "Why … é " + "x".repeat(200), "So.", "{}"),
                new CorpusRecord("r3", "tool_use", "Do it", "[{\"tool\":\"t\"}]", "{}"))));
  }
}
