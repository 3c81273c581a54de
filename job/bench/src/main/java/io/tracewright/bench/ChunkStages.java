package io.tracewright.bench;

import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.sink.EventsEncoder;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for one chunk of about 8,192 rows in each stage of the hot path. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChunkStages {
  private ChunkPlan plan;
  private ChunkGenerator generator;
  private TraceValidator validator;
  private ChunkSummarizer summarizer;
  private EventsEncoder encoder;
  private NativeBlock block;
  private SpanBatch batch;
  private int next;

  @Setup
  public void prepare() throws IOException {
    RunSpec spec = BenchRuns.spec("jmh", 1_000_000, BenchRuns.tracesFor(8_192));
    plan = new ChunkPlan(spec);
    generator = new ChunkGenerator(spec, BenchRuns.corpora(spec));
    validator = new TraceValidator(spec);
    summarizer = new ChunkSummarizer(SummaryPlan.of(spec));
    encoder = new EventsEncoder(false);
    block = new NativeBlock(encoder.schema().columns());
    batch = new SpanBatch();
    generator.generate(plan.chunk(0), batch);
  }

  @Benchmark
  public int generate(Work work) {
    long startNs = work.start();
    generator.generate(plan.chunk(next++ % plan.chunks()), batch);
    work.done(startNs, batch.rows());
    return batch.rows();
  }

  @Benchmark
  public int validate(Work work) {
    long startNs = work.start();
    int broken = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      broken += validator.check(batch, trace).isPresent() ? 1 : 0;
    }
    work.done(startNs, batch.rows());
    return broken;
  }

  @Benchmark
  public int summarize(Work work) {
    long startNs = work.start();
    int groups = summarizer.summarize(batch).size();
    work.done(startNs, batch.rows());
    return groups;
  }

  @Benchmark
  public long encode(Work work) {
    long startNs = work.start();
    block.reset();
    encoder.encode(batch, block);
    work.done(startNs, batch.rows());
    return block.sizeBytes();
  }
}
