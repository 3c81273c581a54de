package io.tracewright.flink.functions;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What a function sees of Flink: remembers counters and side outputs, refuses the rest. */
final class FakeProcessing {
  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<OutputTag<?>, List<Object>> outputs = new HashMap<>();

  long count(String counter) {
    return counters.get(counter).getCount();
  }

  /** What went to a side output, in order. */
  @SuppressWarnings("unchecked")
  <T> List<T> output(OutputTag<T> tag) {
    return (List<T>) outputs.getOrDefault(tag, List.of());
  }

  RuntimeContext runtimeContext() {
    OperatorMetricGroup metrics = new Metrics();
    return (RuntimeContext)
        Proxy.newProxyInstance(
            RuntimeContext.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getMetricGroup")) {
                return metrics;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  <I, O> ProcessFunction<I, O>.Context context(ProcessFunction<I, O> function) {
    return function.new Context() {
      @Override
      public Long timestamp() {
        throw new UnsupportedOperationException();
      }

      @Override
      public TimerService timerService() {
        throw new UnsupportedOperationException();
      }

      @Override
      public <X> void output(OutputTag<X> tag, X value) {
        outputs.computeIfAbsent(tag, t -> new ArrayList<>()).add(value);
      }
    };
  }

  static <T> Collector<T> collector(List<T> target) {
    return new Collector<>() {
      @Override
      public void collect(T element) {
        target.add(element);
      }

      @Override
      public void close() {}
    };
  }

  private final class Metrics extends UnregisteredMetricsGroup implements OperatorMetricGroup {
    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, super::counter);
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
      return UnregisteredMetricsGroup.createOperatorIOMetricGroup();
    }
  }
}
