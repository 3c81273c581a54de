package io.tracewright.flink.source;

import io.tracewright.model.run.ChunkDescriptor;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks after each chunk: a reader's later chunks start no trace before this one's slot ends.
 */
public final class SlotWatermarks implements WatermarkGenerator<ChunkDescriptor> {
  /** Event time is the start of a chunk's slot, which the source sets. */
  public static final WatermarkStrategy<ChunkDescriptor> STRATEGY =
      WatermarkStrategy.forGenerator(context -> new SlotWatermarks());

  private SlotWatermarks() {}

  @Override
  public void onEvent(ChunkDescriptor chunk, long eventTimestamp, WatermarkOutput output) {
    output.emitWatermark(new Watermark(chunk.slotEndMs() - 1));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
