package io.tracewright.clickhouse;

import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.util.Collector;

/** Gives the user the acknowledgements as a stream of their own, out of Flink's messages. */
final class AckTopology {
  private static final String NAME = "Acknowledgements";
  private static final String UID = "acknowledgements";

  private AckTopology() {}

  /**
   * Attaches the user's topology.
   *
   * @throws IllegalStateException if it has a sink that is not the last thing attached
   */
  static void attach(
      DataStream<CommittableMessage<BatchAck>> messages, Consumer<DataStream<BatchAck>> topology) {
    List<Transformation<?>> transformations =
        messages.getExecutionEnvironment().getTransformations();
    int before = transformations.size();
    topology.accept(
        messages
            .flatMap(new Extract())
            .returns(TypeInformation.of(BatchAck.class))
            .name(NAME)
            .uid(UID));
    for (int i = before; i < transformations.size() - 1; i++) {
      if (transformations.get(i) instanceof SinkTransformation<?, ?> sink) {
        throw new IllegalStateException(
            "The sink '"
                + sink.getName()
                + "' in onAcknowledged must be the last thing attached there, and the only sink:"
                + " Flink cannot expand more inside a sink.");
      }
    }
  }

  /** Takes the acknowledgements and leaves the summaries to the committer. */
  private static final class Extract
      implements FlatMapFunction<CommittableMessage<BatchAck>, BatchAck> {
    @Override
    public void flatMap(CommittableMessage<BatchAck> message, Collector<BatchAck> out) {
      if (message instanceof CommittableWithLineage<BatchAck> withAck) {
        out.collect(withAck.getCommittable());
      }
    }
  }
}
