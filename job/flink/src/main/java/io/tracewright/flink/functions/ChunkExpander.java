package io.tracewright.flink.functions;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Expands a chunk's descriptor into its spans.
 *
 * <p>One batch serves all chunks: downstream is chained with object reuse and is done with it when
 * {@code collect} returns. So no checkpoint barrier falls inside a chunk.
 */
public final class ChunkExpander extends ProcessFunction<ChunkDescriptor, SpanBatch> {
  private final RunSpec spec;
  private final CorpusLoader corpora;
  private transient ChunkGenerator generator;
  private transient SpanBatch batch;
  private transient Counter generatedTraces;
  private transient Counter generatedSpans;

  public ChunkExpander(RunSpec spec, CorpusLoader corpora) {
    this.spec = spec;
    this.corpora = corpora;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    generator = new ChunkGenerator(spec, corpora.load(spec.corpora()));
    batch = new SpanBatch();
    generatedTraces = getRuntimeContext().getMetricGroup().counter("generatedTraces");
    generatedSpans = getRuntimeContext().getMetricGroup().counter("generatedSpans");
  }

  @Override
  public void processElement(ChunkDescriptor chunk, Context context, Collector<SpanBatch> out) {
    generator.generate(chunk, batch);
    generatedTraces.inc(batch.traces());
    generatedSpans.inc(batch.rows());
    out.collect(batch);
  }
}
