package io.tracewright.flink.source;

import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import java.time.InstantSource;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The source of a run: the descriptors of its chunks, in increasing order.
 *
 * <p>Its state in a checkpoint is which chunks are still to be emitted: a number, and a pair of
 * numbers for each split in a reader's hands.
 */
public final class ChunkSource implements Source<ChunkDescriptor, ChunkSplit, HandedOut> {
  /** Large enough that asking costs nothing, small enough that readers stay close in event time. */
  private static final int CHUNKS_PER_SPLIT = 2;

  private final RunSpec spec;

  public ChunkSource(RunSpec spec) {
    this.spec = spec;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<ChunkDescriptor, ChunkSplit> createReader(SourceReaderContext context) {
    return new ChunkReader(context, new ChunkPlan(spec), spec.live(), InstantSource.system());
  }

  @Override
  public SplitEnumerator<ChunkSplit, HandedOut> createEnumerator(
      SplitEnumeratorContext<ChunkSplit> context) {
    return restoreEnumerator(context, HandedOut.nothing(fingerprint()));
  }

  @Override
  public SplitEnumerator<ChunkSplit, HandedOut> restoreEnumerator(
      SplitEnumeratorContext<ChunkSplit> context, HandedOut state) {
    if (state.run() != fingerprint()) {
      throw new IllegalStateException(
          "the savepoint belongs to another run than "
              + spec.runId()
              + ": resume with the --spec that it was started with");
    }
    return new ChunkEnumerator(context, spec.chunks(), CHUNKS_PER_SPLIT, state);
  }

  @Override
  public SimpleVersionedSerializer<ChunkSplit> getSplitSerializer() {
    return new ChunkSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<HandedOut> getEnumeratorCheckpointSerializer() {
    return new HandedOutSerializer();
  }

  /** Differs between specs, so that chunk numbers of one run are never taken for another's. */
  private long fingerprint() {
    String json = ModelJson.write(spec);
    return ((long) json.hashCode() << 32) ^ json.length() ^ spec.runId().hashCode();
  }
}
