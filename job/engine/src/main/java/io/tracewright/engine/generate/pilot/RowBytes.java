package io.tracewright.engine.generate.pilot;

import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;

/**
 * Size of a row in the {@code events} table before compression: widths of its fixed columns, and
 * the lengths of its texts.
 */
final class RowBytes {
  private static final int UUIDS = 3 * 16 + 17;
  private static final int NUMBERS = 4 * 8 + 2 * 4 + 3 * 4 + 4;

  /** Low-cardinality texts are an index of one byte each; their dictionaries do not count. */
  private static final int SYMBOLS = 15;

  private RowBytes() {}

  static int of(SpanBatch batch, int row) {
    return UUIDS
        + NUMBERS
        + SYMBOLS
        + list(batch.toolInvocations, row)
        + list(batch.tags, row)
        + text(batch.userId, row)
        + text(batch.corpusRecordId, row)
        + text(batch.sessionId, row)
        + text(batch.requestMetadata, row)
        + text(batch.responseMetadata, row);
  }

  private static int list(SymbolListColumn lists, int row) {
    return 8 + lists.length(row);
  }

  private static int text(TextColumn texts, int row) {
    return prefixed(texts.end(row) - texts.start(row));
  }

  private static int text(SymbolColumn texts, int row) {
    return prefixed(texts.get(row).length());
  }

  /** A length in groups of seven bits stands before the text. */
  private static int prefixed(int length) {
    return length + (length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : 3);
  }
}
