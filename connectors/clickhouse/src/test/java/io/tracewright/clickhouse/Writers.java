package io.tracewright.clickhouse;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

/** Writers that send to a real server, without a Flink job around them. */
final class Writers {

  private Writers() {}

  static <T> BatchWriter<T> open(SinkSpec<T> spec) {
    return new BatchWriter<>(
        spec,
        new ClientTransport(spec),
        new RetryLoop(
            spec.retryPolicy(),
            System::nanoTime,
            time -> Thread.sleep(time.toMillis()),
            () -> ThreadLocalRandom.current().nextDouble()),
        new QueueMailbox(),
        InternalSinkWriterMetricGroup.wrap(
            UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup()),
        System::nanoTime,
        System::currentTimeMillis);
  }
}
