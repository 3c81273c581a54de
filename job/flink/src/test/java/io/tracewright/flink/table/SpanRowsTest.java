package io.tracewright.flink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.model.span.SpanBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanRowsTest {
  @Test
  void everyColumnIsReadToItsPlace() throws IOException {
    SpanBatch batch = read(row(7, 1)).get(0).spans();
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(batch.traceId.low(0)).isEqualTo(7);
    assertThat(batch.spanId.low(0)).isEqualTo(1);
    assertThat(batch.parentSpanId.low(0)).isEqualTo(2);
    assertThat(batch.eventId.low(0)).isEqualTo(3);
    assertThat(batch.timestampMs.get(0)).isEqualTo(1_772_409_600_123L);
    assertThat(batch.eventType.get(0)).isEqualTo("name 0");
    assertThat(batch.tenantId.get(0)).isEqualTo("name 3");
    assertThat(batch.corpusRecordId.get(0)).isEqualTo("name 9");
    assertThat(batch.sessionId.get(0)).isEqualTo("Öl".repeat(100));
    assertThat(batch.latencyMs.get(0)).isEqualTo(0.5);
    assertThat(batch.costUsd.get(0)).isEqualTo(4.5);
    assertThat(batch.promptTokens.get(0)).isEqualTo(-1);
    assertThat(batch.totalTokens.get(0)).isEqualTo(1 << 30);
    assertThat(batch.tags.length(0)).isEqualTo(1);
  }

  @Test
  void batchesHoldWholeTraces() throws IOException {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      rows.add(row(i / 7, i));
    }
    List<TableBatch> batches = read(rows.toArray(byte[][]::new));
    assertThat(batches).hasSize(4);
    long rowsRead = 0;
    long traces = 0;
    for (TableBatch batch : batches) {
      rowsRead += batch.spans().rows();
      traces += batch.spans().traces();
      assertThat(batch.malformed().cardinality()).isEqualTo(batch.spans().rows());
    }
    assertThat(rowsRead).isEqualTo(30_000);
    assertThat(traces).isEqualTo(30_000 / 7 + 1);
  }

  @Test
  void rowsWithoutATraceDoNotFillTheMemory() throws IOException {
    byte[][] rows = new byte[70_000][];
    Arrays.fill(rows, row(0, 1));
    List<TableBatch> batches = read(rows);
    assertThat(batches).extracting(batch -> batch.spans().rows()).containsExactly(65_536, 4_464);
  }

  @Test
  void nothingIsRead() throws IOException {
    assertThat(read()).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffIsAnError() {
    byte[] whole = row(1, 1);
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(EOFException.class);
  }

  private static List<TableBatch> read(byte[]... rows) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] row : rows) {
      all.write(row);
    }
    SpanRows reader = new SpanRows(new ByteArrayInputStream(all.toByteArray()), "run");
    List<TableBatch> batches = new ArrayList<>();
    for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
      batches.add(batch);
    }
    return batches;
  }

  private static byte[] row(long trace, long span) {
    ByteBuffer row = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    for (long id : new long[] {trace, span, 2, 3}) {
      row.putLong(0).putLong(id);
    }
    row.putLong(1_772_409_600_123L);
    for (int name = 0; name < 10; name++) {
      row.put((byte) 6).put(("name " + name).getBytes(StandardCharsets.US_ASCII));
    }
    byte[] session = "Öl".repeat(100).getBytes(StandardCharsets.UTF_8);
    row.put((byte) ((session.length & 0x7f) | 0x80)).put((byte) (session.length >> 7)).put(session);
    for (int i = 0; i < 5; i++) {
      row.putDouble(i + 0.5);
    }
    row.putInt(-1).putInt(0).putInt(1 << 30);
    row.put((byte) 1).put((byte) 1);
    return Arrays.copyOf(row.array(), row.position());
  }
}
