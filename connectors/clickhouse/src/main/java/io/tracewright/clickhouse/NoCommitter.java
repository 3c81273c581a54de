package io.tracewright.clickhouse;

import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;

/** A committer with nothing to do: what reaches it is durable in ClickHouse already. */
final class NoCommitter implements Committer<BatchAck> {

  @Override
  public void commit(Collection<CommitRequest<BatchAck>> acknowledged) {}

  @Override
  public void close() {}
}
