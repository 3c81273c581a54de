package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.NativeBlock;
import java.io.Serializable;

/**
 * Turns one stream element into one Native block: <b>one element is one batch, one insert, one
 * token</b>.
 *
 * <p>Why the sink does not gather elements into batches: exactly-once rests on a replay sending the
 * same rows under the same token. A sink that gathers would cut its batches at the mercy of timing,
 * and after a failure cut them elsewhere; the tokens would match no block. So upstream decides what
 * a batch is, deterministically, and nothing is buffered over elements or checkpoints.
 *
 * <p>All methods are called by one thread, the task's. They must be pure functions of the batch:
 * the same batch gives the same token and the same rows in the same order, on any machine, after
 * any number of restarts.
 *
 * @param <T> a batch
 */
public interface BatchEncoder<T> extends Serializable {

  /** The columns that {@link #encode} fills; the same at every call. */
  TableSchema schema();

  /**
   * The name of the batch, unique in the table for as long as the table's deduplication window
   * reaches; not empty.
   */
  String deduplicationToken(T batch);

  /** Text of your own that comes back in the batch's {@link BatchAck}; may be empty. */
  String label(T batch);

  /**
   * Appends the batch's rows. A batch without rows is acknowledged without an insert.
   *
   * @param block empty; the same object at every call of one writer, so columns fetched from it may
   *     be kept
   */
  void encode(T batch, NativeBlock block);
}
