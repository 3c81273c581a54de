package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;

/**
 * How long the spans of a chunk take, by operation; model calls by their completion tokens. Not
 * thread-safe.
 */
final class Expectations {
  private static final double LEAST_WIDTH = 0.15;
  private static final double LEAST_MS = 0.001;

  private Spread[] operations = new Spread[0];
  private LatencyLine[] models = new LatencyLine[0];

  /** Forgets the last chunk. */
  void begin(Vocabulary names) {
    int known = operations.length;
    operations = Arrays.copyOf(operations, names.operations.size());
    for (int i = 0; i < operations.length; i++) {
      if (i >= known) {
        operations[i] = new Spread(LEAST_WIDTH);
      }
      operations[i].clear();
    }
    known = models.length;
    models = Arrays.copyOf(models, names.models.size());
    for (int i = 0; i < models.length; i++) {
      if (i >= known) {
        models[i] = new LatencyLine();
      }
      models[i].clear();
    }
  }

  /** Learns from a span that did not fail. */
  void observe(SpanBatch batch, RowNumbers numbers, int row) {
    double latencyMs = batch.latencyMs.get(row);
    if (numbers.isModelCall(row)) {
      models[numbers.model[row]].add(batch.completionTokens.get(row), latencyMs);
    } else if (latencyMs > 0) {
      operations[numbers.operation[row]].add(Binary.log(latencyMs));
    }
  }

  /** Ends the learning. */
  void settle() {
    for (Spread operation : operations) {
      operation.settle();
    }
    for (LatencyLine model : models) {
      model.settle();
    }
  }

  /** How long such a span takes, milliseconds; 0: too few were seen. */
  double expectedMs(SpanBatch batch, RowNumbers numbers, int row) {
    if (numbers.isModelCall(row)) {
      LatencyLine line = models[numbers.model[row]];
      return line.isKnown() ? line.expectedMs(batch.completionTokens.get(row)) : 0;
    }
    Spread operation = operations[numbers.operation[row]];
    return operation.isKnown() ? Binary.power(operation.median()) : 0;
  }

  /** How many widths of the others' spread a span is slower than expected. */
  double above(SpanBatch batch, RowNumbers numbers, int row) {
    double latencyMs = Math.max(batch.latencyMs.get(row), LEAST_MS);
    return numbers.isModelCall(row)
        ? models[numbers.model[row]].above(batch.completionTokens.get(row), latencyMs)
        : operations[numbers.operation[row]].above(Binary.log(latencyMs));
  }
}
