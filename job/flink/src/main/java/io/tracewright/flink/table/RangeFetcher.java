package io.tracewright.flink.table;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.RowStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads ranges one after the other, in a thread of its own, a batch at a time. */
final class RangeFetcher implements SplitReader<TableBatch, RangeSplit> {
  private final ClickHouseOptions clickHouse;
  private final TableQuery query;
  private final String runId;
  private final Deque<RangeSplit> waiting = new ArrayDeque<>();
  private RangeSplit current;
  private RowStream stream;
  private SpanRows rows;

  RangeFetcher(ClickHouseOptions clickHouse, TableQuery query, String runId) {
    this.clickHouse = clickHouse;
    this.query = query;
    this.runId = runId;
  }

  @Override
  public RecordsWithSplitIds<TableBatch> fetch() throws IOException {
    RecordsBySplits.Builder<TableBatch> fetched = new RecordsBySplits.Builder<>();
    if (current == null) {
      current = waiting.poll();
      if (current == null) {
        return fetched.build();
      }
      stream =
          RowStream.open(
              clickHouse, query.rows(current.range(), current.after()), TableQuery.SETTINGS);
      rows = new SpanRows(stream.bytes(), runId);
    }
    TableBatch batch = rows.next();
    if (batch == null) {
      fetched.addFinishedSplit(current.splitId());
      close();
    } else {
      fetched.add(current.splitId(), batch);
    }
    return fetched.build();
  }

  @Override
  public void handleSplitsChanges(SplitsChange<RangeSplit> added) {
    waiting.addAll(added.splits());
  }

  /** A fetch ends by itself: with a batch, or with the server's answer. */
  @Override
  public void wakeUp() {}

  @Override
  public void close() throws IOException {
    current = null;
    rows = null;
    if (stream != null) {
      RowStream ended = stream;
      stream = null;
      ended.close();
    }
  }
}
