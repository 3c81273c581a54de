package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The job graph that the sink expands to; nothing runs. */
class AckTopologyTest {

  @Test
  void every_operator_has_a_uid_under_the_sink_s() {
    StreamGraph graph =
        graph(acks -> acks.sinkTo(new DiscardingSink<>()).name("Discard").uid("discard"));
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "clickhouse",
            "clickhouse: acknowledgements",
            "clickhouse: discard",
            "Sink Committer: clickhouse");
    // Translated without automatic uids, so a missing one would throw here.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
  }

  @Test
  void without_a_topology_there_are_no_further_operators() {
    assertThat(graph(null).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("clickhouse")
        .doesNotContain("clickhouse: acknowledgements");
  }

  @Test
  void a_second_sink_is_refused_with_words() {
    assertThatThrownBy(
            () ->
                graph(
                    acks -> {
                      acks.sinkTo(new DiscardingSink<>()).name("One").uid("one");
                      acks.sinkTo(new DiscardingSink<>()).name("Two").uid("two");
                    }))
        .hasMessageStartingWith(
            "The sink 'One' in onAcknowledged must be the last thing attached there");
  }

  private static StreamGraph graph(Consumer<DataStream<BatchAck>> topology) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    ClickHouseSink<Long> sink =
        ClickHouseSink.<Long>builder()
            .options(ClickHouseOptions.of(URI.create("http://localhost:8123")))
            .table("t")
            .encoder(new NumberBatchEncoder(10))
            .onAcknowledged(topology)
            .build();
    env.fromSequence(0, 9).uid("source").sinkTo(sink).name("ClickHouse").uid("clickhouse");
    return env.getStreamGraph();
  }
}
