package io.tracewright.flink.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidateTracesTest {
  private static final CorpusRef CORPUS = new CorpusRef("test", 1, "");
  private static final RunSpec SPEC =
      new RunSpec(
          "test",
          Presets.read("default"),
          1,
          60,
          20,
          1_772_409_600_000L,
          1_772_496_000_000L,
          List.of(CORPUS),
          false,
          "events");

  private final FakeProcessing processing = new FakeProcessing();
  private final ValidateTraces validate = new ValidateTraces(SPEC);
  private final List<SpanBatch> passedOn = new ArrayList<>();

  @BeforeEach
  void open() {
    validate.setRuntimeContext(processing.runtimeContext());
    validate.open(DefaultOpenContext.INSTANCE);
  }

  @Test
  void aGoodBatchPassesUntouched() throws Exception {
    SpanBatch batch = batch(0);
    byte[] before = bytes(batch);
    process(batch);
    assertThat(passedOn).containsExactly(batch);
    assertThat(bytes(batch)).isEqualTo(before);
    assertThat(batch.acceptedRows()).isEqualTo(batch.rows());
    assertThat(rejected()).isEmpty();
    assertThat(processing.count("rejectedTraces")).isZero();
  }

  @Test
  void aBrokenTraceIsBarredAndDescribedTheOthersPass() throws Exception {
    SpanBatch batch = batch(1);
    int spans = batch.traceEnd(3) - batch.traceStart(3);
    breakTokenSum(batch, 3);
    long beforeMs = System.currentTimeMillis();
    process(batch);
    assertThat(passedOn).containsExactly(batch);
    assertThat(barred(batch)).containsExactly(3);
    assertThat(spans).isPositive();
    assertThat(batch.rejectedRows()).isEqualTo(spans);
    assertThat(batch.acceptedRows()).isEqualTo(batch.rows() - spans).isPositive();
    assertThat(rejected()).hasSize(1);
    RejectedTrace told = rejected().get(0);
    assertThat(told.rejectedAtMs()).isBetween(beforeMs, System.currentTimeMillis());
    String traceId = batch.traceId.get(batch.traceStart(3)).toString();
    assertThat(told)
        .isEqualTo(new RejectedTrace("test", 1, traceId, "TOKEN_SUM", spans, told.rejectedAtMs()));
    assertThat(processing.count("rejectedTraces")).isEqualTo(1);
  }

  /** The task uses one batch and one counter for all its chunks. */
  @Test
  void tracesAtEitherEndAreBarredAndTheCounterGoesOnOverBatches() throws Exception {
    SpanBatch batch = batch(0);
    breakTokenSum(batch, 0);
    orphan(batch, batch.traces() - 1);
    process(batch);
    assertThat(barred(batch)).containsExactly(0, 19);
    generate(2, batch);
    orphan(batch, 7);
    process(batch);
    assertThat(barred(batch)).containsExactly(7);
    assertThat(processing.count("rejectedTraces")).isEqualTo(3);
    assertThat(rejected()).extracting(RejectedTrace::chunk).containsExactly(0, 0, 2);
    assertThat(rejected())
        .extracting(RejectedTrace::rule)
        .containsExactly("TOKEN_SUM", "PARENT_EXISTS", "PARENT_EXISTS");
    assertThat(passedOn).containsExactly(batch, batch);
  }

  private void process(SpanBatch batch) {
    validate.processElement(
        batch, processing.context(validate), FakeProcessing.collector(passedOn));
  }

  private List<RejectedTrace> rejected() {
    return processing.output(ValidateTraces.REJECTED);
  }

  private static List<Integer> barred(SpanBatch batch) {
    return IntStream.range(0, batch.traces()).filter(batch::isRejected).boxed().toList();
  }

  private static void breakTokenSum(SpanBatch batch, int trace) {
    int row = batch.traceEnd(trace) - 1;
    batch.totalTokens.set(row, batch.totalTokens.get(row) + 1);
  }

  private static void orphan(SpanBatch batch, int trace) {
    batch.parentSpanId.set(batch.traceEnd(trace) - 1, 1, 2);
  }

  private static byte[] bytes(SpanBatch batch) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(16);
    batch.write(target);
    return target.getCopyOfBuffer();
  }

  private static SpanBatch batch(int chunk) {
    SpanBatch batch = new SpanBatch();
    generate(chunk, batch);
    return batch;
  }

  private static void generate(int chunk, SpanBatch batch) {
    CorpusRecord record = new CorpusRecord("1", "simple_chat", "Where?", "There.", "{}");
    new ChunkGenerator(SPEC, List.of(new LoadedCorpus(CORPUS, List.of(record))))
        .generate(new ChunkPlan(SPEC).chunk(chunk), batch);
  }
}
