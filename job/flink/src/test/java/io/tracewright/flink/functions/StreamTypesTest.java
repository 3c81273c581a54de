package io.tracewright.flink.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.clickhouse.BatchAck;
import io.tracewright.flink.analysis.TenantWorkload;
import io.tracewright.flink.sink.ClusterRow;
import io.tracewright.flink.sink.MemberRow;
import io.tracewright.flink.sink.ProgressRow;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import io.tracewright.model.report.Severity;
import io.tracewright.model.report.Shapes;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.run.ChunkDescriptor;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses between operators has a serializer of Flink's, not Kryo. */
class StreamTypesTest {
  private static final AnalysisWindow WINDOW = new AnalysisWindow("run", "acme", "chat", 1, 2);

  private static final Alarm ALARM =
      new Alarm(WINDOW, "trace", "", 5, "forest", 1.5, "latency_ms", 0, 1, 9, "slow");

  private static final ClusterReport REPORT =
      new ClusterReport(
          WINDOW,
          "ward",
          3,
          0.5,
          1.5,
          0.25,
          2.5,
          List.of(1.0, 2.0),
          List.of(3.0, 4.0),
          List.of(
              new ClusterReport.Cluster(
                  1, "slow", 2, List.of(1.0, -0.0), List.of(5.0, 6.0), Double.NaN)),
          List.of(new ClusterReport.Member("trace", 1, true)));

  private static final QualityReport QUALITY =
      new QualityReport(
          "run",
          "db.events",
          "profile default",
          QualityReport.GOOD,
          1,
          2,
          3,
          4,
          5,
          6,
          new Scores(1, 0.9, 0.8, 0.7, 0.6),
          List.of(new Finding("orphans", Severity.CRITICAL, 3, "text", "SELECT 1")),
          List.of(new Check("mix", "", "chi-square", 1, Double.NaN, 2, 3, 4, true, false)),
          new Shapes(
              List.of(1L, 2L),
              List.of(new Shapes.Distribution("latency_ms", "plan", List.of(1.0), List.of())),
              List.of(new Shapes.Share("model", "m", 0.5, Double.NaN))),
          List.of("nothing"));

  static List<Record> records() {
    return List.of(
        new ChunkDescriptor(1, 1L << 40, 3, 4, 5, 6),
        new RejectedTrace("run", 1, "trace", "ONE_ROOT", 4, 5),
        new LabelledSpan("run", 1, "trace", "span", "loop", "plan", 1L << 41, 5.5),
        ALARM,
        new Pattern(WINDOW, "peak", "monday", 3, Double.NaN, 1.5, "text"),
        new StepFailure("run", "step", "message"),
        REPORT,
        new ClusterRow(REPORT, REPORT.clusters().get(0)),
        new MemberRow(WINDOW, REPORT.members().get(0)),
        QUALITY,
        new TenantWorkload("acme", "chat"),
        new ProgressRow("run", 1, 2, 3, 4, 5, 6, 7.5, 8, 9),
        new BatchAck("db.events", "run/1", "label", 3, 4, 5.5, 1, 6));
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordsAreNoGenericTypesAndRoundTrip(Record value) throws Exception {
    roundTrip(value);
  }

  private static <T> void roundTrip(T value) throws Exception {
    @SuppressWarnings("unchecked")
    TypeInformation<T> type = TypeInformation.of((Class<T>) value.getClass());
    assertThat(type).isNotInstanceOf(GenericTypeInfo.class);
    SerializerConfigImpl noKryo = new SerializerConfigImpl();
    noKryo.setGenericTypes(false);
    TypeSerializer<T> serializer = type.createSerializer(noKryo);
    DataOutputSerializer target = new DataOutputSerializer(16);
    serializer.serialize(value, target);
    assertThat(serializer.deserialize(new DataInputDeserializer(target.getCopyOfBuffer())))
        .isEqualTo(value);
    assertThat(serializer.copy(value)).isEqualTo(value);
  }

  @Test
  void theSideOutputsTypesAreKnown() {
    assertThat(ValidateTraces.REJECTED.getTypeInfo())
        .isEqualTo(TypeInformation.of(RejectedTrace.class))
        .isNotInstanceOf(GenericTypeInfo.class);
    assertThat(RecordGroundTruth.LABELLED.getTypeInfo())
        .isEqualTo(TypeInformation.of(LabelledSpan.class))
        .isNotInstanceOf(GenericTypeInfo.class);
  }

  /** The assertion above can fail: a class that Flink does not know is generic. */
  @Test
  void aBatchWithoutItsTypeWouldBeGeneric() {
    assertThat(TypeInformation.of(io.tracewright.model.span.SpanBatch.class))
        .isInstanceOf(GenericTypeInfo.class);
  }
}
