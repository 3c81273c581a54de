package io.tracewright.model.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A run of consecutive traces that fills one time slot and makes one insert.
 *
 * @param index position in the plan, from 0
 * @param firstTrace number of the first trace in the run, from 0
 * @param traces number of traces, at least 1
 * @param slotStartMs earliest start of a trace, milliseconds since the epoch, UTC
 * @param slotEndMs bound on the starts of traces, exclusive
 * @param closedMs time from which no span of the chunk can still be open; a live run emits the
 *     chunk then
 */
public record ChunkDescriptor(
    int index, long firstTrace, int traces, long slotStartMs, long slotEndMs, long closedMs)
    implements Serializable {

  /** Writes the descriptor in a form that {@link #read} understands. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(index);
    out.writeLong(firstTrace);
    out.writeInt(traces);
    out.writeLong(slotStartMs);
    out.writeLong(slotEndMs);
    out.writeLong(closedMs);
  }

  /** Reads what {@link #write} wrote. */
  public static ChunkDescriptor read(DataInput in) throws IOException {
    return new ChunkDescriptor(
        in.readInt(), in.readLong(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
  }
}
