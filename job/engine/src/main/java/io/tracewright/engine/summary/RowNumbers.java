package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;

/** A batch's rows in numbers of a {@link Vocabulary}. Not thread-safe. */
final class RowNumbers {
  /** No model call, no failure. */
  static final int NONE = -1;

  Vocabulary names = new Vocabulary();
  int[] eventType = new int[0];
  int[] operation = new int[0];
  int[] model = new int[0];
  int[] error = new int[0];

  /** Numbers the rows of a batch. */
  void number(SpanBatch batch) {
    int rows = batch.rows();
    if (eventType.length < rows) {
      eventType = Arrays.copyOf(eventType, rows);
      operation = Arrays.copyOf(operation, rows);
      model = Arrays.copyOf(model, rows);
      error = Arrays.copyOf(error, rows);
    }
    for (int row = 0; row < rows; row++) {
      eventType[row] = names.eventTypes.number(batch.eventType.get(row));
      operation[row] = names.operations.number(batch.operationName.get(row));
      String failure = batch.errorType.get(row);
      if (!failure.isEmpty()) {
        error[row] = names.errors.number(failure);
      } else {
        error[row] = batch.status.get(row).equals("error") ? names.errors.number("error") : NONE;
      }
      model[row] = isModelCall(row) ? names.models.number(batch.modelName.get(row)) : NONE;
    }
  }

  boolean isModelCall(int row) {
    return eventType[row] == names.modelCall;
  }

  boolean isToolCall(int row) {
    return eventType[row] == names.toolCall;
  }

  boolean failed(int row) {
    return error[row] != NONE;
  }

  /** Whether the span lasts as long as what happens within it. */
  boolean isWhole(int row) {
    return names.isWhole(eventType[row]);
  }
}
