package io.tracewright.engine.summary;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The binary form of a trace's spans: every name is written once. */
final class StepBytes {
  private static final int BYTES_PER_STEP = 48;

  private StepBytes() {}

  static byte[] of(List<Step> steps) {
    Map<String, Integer> names = new LinkedHashMap<>();
    for (Step step : steps) {
      names.putIfAbsent(step.eventType(), names.size());
      names.putIfAbsent(step.operation(), names.size());
      names.putIfAbsent(step.model(), names.size());
      names.putIfAbsent(step.error(), names.size());
    }
    var bytes = new ByteArrayOutputStream(128 + BYTES_PER_STEP * steps.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varint.write(names.size(), out);
      for (String name : names.keySet()) {
        out.writeUTF(name);
      }
      Varint.write(steps.size(), out);
      for (Step step : steps) {
        write(step, names, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Step step, Map<String, Integer> names, DataOutputStream out)
      throws IOException {
    out.writeLong(step.spanHigh());
    out.writeLong(step.spanLow());
    Varint.write(step.parent() + 1, out);
    Varint.write(names.get(step.eventType()), out);
    Varint.write(names.get(step.operation()), out);
    Varint.write(names.get(step.model()), out);
    Varint.write(names.get(step.error()), out);
    out.writeBoolean(step.retry());
    Varint.write(step.offsetMs(), out);
    out.writeDouble(step.latencyMs());
    Varint.write(step.promptTokens(), out);
    Varint.write(step.completionTokens(), out);
    out.writeDouble(step.costUsd());
    out.writeFloat(step.expectedMs());
  }

  static List<Step> steps(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String[] names = new String[(int) Varint.read(in)];
      for (int i = 0; i < names.length; i++) {
        names[i] = in.readUTF();
      }
      int size = (int) Varint.read(in);
      List<Step> steps = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        steps.add(step(names, in));
      }
      return List.copyOf(steps);
    } catch (IOException e) {
      throw new UncheckedIOException("these are no bytes of a trace", e);
    }
  }

  private static Step step(String[] names, DataInputStream in) throws IOException {
    return new Step(
        in.readLong(),
        in.readLong(),
        (int) Varint.read(in) - 1,
        names[(int) Varint.read(in)],
        names[(int) Varint.read(in)],
        names[(int) Varint.read(in)],
        names[(int) Varint.read(in)],
        in.readBoolean(),
        Varint.read(in),
        in.readDouble(),
        (int) Varint.read(in),
        (int) Varint.read(in),
        in.readDouble(),
        in.readFloat());
  }
}
