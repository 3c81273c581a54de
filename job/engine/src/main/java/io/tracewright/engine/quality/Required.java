package io.tracewright.engine.quality;

import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A value that a complete row has.
 *
 * @param column the column
 * @param missingSql condition in SQL that holds for rows that lack it
 * @param test whether it is missing at a row of a batch
 */
record Required(String column, String missingSql, BiFunction<SpanBatch, Integer, Boolean> test) {
  private static final String NO_ID = " = toUUID('00000000-0000-0000-0000-000000000000')";

  /** In the order in which reports name them. */
  static final List<Required> ALL =
      List.of(
          new Required("trace_id", "trace_id" + NO_ID, (batch, row) -> batch.traceId.isNone(row)),
          new Required("span_id", "span_id" + NO_ID, (batch, row) -> batch.spanId.isNone(row)),
          new Required(
              "timestamp_utc",
              "timestamp_utc <= toDateTime64(0, 3, 'UTC')",
              (batch, row) -> batch.timestampMs.get(row) <= 0),
          text("event_type", (batch, row) -> batch.eventType.get(row)),
          text("status", (batch, row) -> batch.status.get(row)),
          text("operation_name", (batch, row) -> batch.operationName.get(row)),
          new Required(
              "model_name",
              "event_type = 'llm_call' AND model_name = ''",
              (batch, row) ->
                  batch.eventType.get(row).equals("llm_call")
                      && batch.modelName.get(row).isEmpty()));

  private static Required text(String column, BiFunction<SpanBatch, Integer, String> value) {
    return new Required(
        column, column + " = ''", (batch, row) -> value.apply(batch, row).isEmpty());
  }

  boolean isMissing(SpanBatch batch, int row) {
    return test.apply(batch, row);
  }
}
