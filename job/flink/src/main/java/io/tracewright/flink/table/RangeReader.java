package io.tracewright.flink.table;

import io.tracewright.model.span.SpanBatch;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/** Emits the batches of ranges, and knows up to which trace. */
// Its close() is Flink's, which throws anything.
@SuppressWarnings("try")
final class RangeReader
    extends SingleThreadMultiplexSourceReaderBase<
        TableBatch, TableBatch, RangeSplit, RangeReader.Progress> {

  RangeReader(SourceReaderContext context, Supplier<SplitReader<TableBatch, RangeSplit>> fetcher) {
    super(fetcher, new Emitter(), context.getConfiguration(), context);
  }

  /** How far a range has been emitted. */
  static final class Progress {
    private final int range;
    private UUID after;

    Progress(RangeSplit split) {
      this.range = split.range();
      this.after = split.after();
    }
  }

  private static final class Emitter implements RecordEmitter<TableBatch, TableBatch, Progress> {
    @Override
    public void emitRecord(TableBatch batch, SourceOutput<TableBatch> output, Progress progress) {
      output.collect(batch);
      SpanBatch spans = batch.spans();
      progress.after = spans.traceId.get(spans.rows() - 1);
    }
  }

  @Override
  public void start() {
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSplitRequest();
    }
  }

  @Override
  protected void onSplitFinished(Map<String, Progress> finished) {
    context.sendSplitRequest();
  }

  @Override
  protected Progress initializedState(RangeSplit split) {
    return new Progress(split);
  }

  @Override
  protected RangeSplit toSplitType(String id, Progress progress) {
    return new RangeSplit(progress.range, progress.after);
  }
}
