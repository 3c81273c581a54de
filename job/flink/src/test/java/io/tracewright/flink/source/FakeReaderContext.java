package io.tracewright.flink.source;

import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** Counts a reader's requests and keeps its gauge. */
final class FakeReaderContext extends UnregisteredMetricsGroup
    implements SourceReaderContext, SourceReaderMetricGroup {
  private final int parallelism;
  int requests;
  Gauge<Long> pendingRecords;

  FakeReaderContext(int parallelism) {
    this.parallelism = parallelism;
  }

  @Override
  public SourceReaderMetricGroup metricGroup() {
    return this;
  }

  @Override
  public void setPendingRecordsGauge(Gauge<Long> gauge) {
    pendingRecords = gauge;
  }

  @Override
  public void sendSplitRequest() {
    requests++;
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public int getIndexOfSubtask() {
    return 0;
  }

  @Override
  public void setPendingBytesGauge(Gauge<Long> gauge) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Counter getNumRecordsInErrorsCounter() {
    return new SimpleCounter();
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    return UnregisteredMetricsGroup.createOperatorIOMetricGroup();
  }

  @Override
  public Configuration getConfiguration() {
    return new Configuration();
  }

  @Override
  public String getLocalHostName() {
    return "host";
  }

  @Override
  public void sendSourceEventToCoordinator(SourceEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    throw new UnsupportedOperationException();
  }
}
