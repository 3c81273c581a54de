package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The binary form of sampled traces: every name is written once. */
final class TraceWriting {
  private TraceWriting() {}

  static void write(List<SampledTrace> traces, DataOutput out) throws IOException {
    Map<String, Integer> names = new HashMap<>();
    List<String> ordered = new ArrayList<>();
    for (SampledTrace trace : traces) {
      for (Step step : trace.steps()) {
        for (String name :
            List.of(step.eventType(), step.operation(), step.model(), step.error())) {
          if (names.putIfAbsent(name, ordered.size()) == null) {
            ordered.add(name);
          }
        }
      }
    }
    Varint.write(ordered.size(), out);
    for (String name : ordered) {
      out.writeUTF(name);
    }
    Varint.write(traces.size(), out);
    for (SampledTrace trace : traces) {
      out.writeLong(trace.traceHigh());
      out.writeLong(trace.traceLow());
      out.writeLong(trace.priority());
      out.writeLong(trace.startMs());
      out.writeDouble(trace.suspicion());
      Varint.write(trace.steps().size(), out);
      for (Step step : trace.steps()) {
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
    }
  }

  static List<SampledTrace> read(DataInput in) throws IOException {
    String[] names = new String[(int) Varint.read(in)];
    for (int i = 0; i < names.length; i++) {
      names[i] = in.readUTF();
    }
    List<SampledTrace> traces = new ArrayList<>();
    for (long left = Varint.read(in); left > 0; left--) {
      long high = in.readLong();
      long low = in.readLong();
      long priority = in.readLong();
      long startMs = in.readLong();
      double suspicion = in.readDouble();
      List<Step> steps = new ArrayList<>();
      for (long more = Varint.read(in); more > 0; more--) {
        steps.add(
            new Step(
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
                in.readFloat()));
      }
      traces.add(new SampledTrace(high, low, priority, startMs, suspicion, steps));
    }
    return traces;
  }
}
