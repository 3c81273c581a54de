package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
  private final Map<String, Metric> registered = new ConcurrentHashMap<>();
  private final SinkWriterMetricGroup group = recordingGroup();
  private final SinkMetrics metrics = new SinkMetrics(group, () -> 3);

  @Test
  void names_are_flink_s_and_the_official_connector_s() {
    assertThat(registered.keySet())
        .containsExactlyInAnyOrder(
            "numRecordsSend",
            "numBytesSend",
            "numRecordsSendErrors",
            "numRecordsOutErrors",
            "currentSendTime",
            "numRequestSubmitted",
            "totalBatchRetries",
            "writeLatencyHistogram",
            "writeFailureLatencyHistogram",
            "actualRecordsPerBatchHistogram",
            "actualBytesPerBatchHistogram",
            "inFlightRequests");
  }

  @Test
  void outcomes_are_counted() {
    BlockBuffer block = new BlockBuffer();
    block.write(new byte[100], 0, 100);
    InsertRequest request = new InsertRequest("t", "", 7, block);
    metrics.submitted(request);
    metrics.retried();
    metrics.done(request, new InsertOutcome(2, 5_000_000, null));
    assertThat(group.getNumRecordsSendCounter().getCount()).isEqualTo(7);
    assertThat(group.getNumBytesSendCounter().getCount()).isEqualTo(100);
    assertThat(((Counter) registered.get("numRequestSubmitted")).getCount()).isEqualTo(1);
    assertThat(((Counter) registered.get("totalBatchRetries")).getCount()).isEqualTo(1);
    assertThat(((Gauge<?>) registered.get("currentSendTime")).getValue()).isEqualTo(5L);
    assertThat(((Gauge<?>) registered.get("inFlightRequests")).getValue()).isEqualTo(3);
    assertThat(histogram("writeLatencyHistogram").getStatistics().getMax()).isEqualTo(5);
    assertThat(histogram("actualRecordsPerBatchHistogram").getStatistics().getMax()).isEqualTo(7);

    ClickHouseSinkException failure = ClickHouseSinkException.of("no", false, null);
    metrics.done(request, new InsertOutcome(1, 9_000_000, failure));
    assertThat(group.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(7);
    assertThat(histogram("writeFailureLatencyHistogram").getCount()).isEqualTo(1);
    assertThat(histogram("writeLatencyHistogram").getCount()).isEqualTo(1);
  }

  private Histogram histogram(String name) {
    return (Histogram) registered.get(name);
  }

  /** Flink's own group over a parent that notes what is registered. */
  private SinkWriterMetricGroup recordingGroup() {
    OperatorMetricGroup parent = UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup();
    OperatorMetricGroup recording =
        (OperatorMetricGroup)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OperatorMetricGroup.class},
                (proxy, method, arguments) -> {
                  Object result = method.invoke(parent, arguments);
                  if (result instanceof Metric metric && arguments != null) {
                    registered.put((String) arguments[0], metric);
                  }
                  return result;
                });
    return InternalSinkWriterMetricGroup.wrap(recording);
  }
}
