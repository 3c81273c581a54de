package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Field;
import io.tracewright.model.span.TextColumn;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A value that follows from others: equal within a trace where those are equal, and no number above
 * its bound. Nothing is remembered: it is drawn from a stream that the others seed.
 */
final class DependentValue extends FieldValue {
  private final FieldValue value;
  private final List<FieldValue> of;
  private final FieldValue atMost;
  private final long name;
  private final LongSupplier trace;

  /** Seeded by what the value follows from; null: it is drawn anew each time. */
  private final Streams own;

  private long elsewhere;

  /**
   * A value of a field.
   *
   * @param of values of the fields that it is of, without the trace
   * @param atMost null: no bound
   * @param trace bits of the present trace
   */
  DependentValue(
      Field field, List<FieldValue> of, FieldValue atMost, LongSupplier trace, Streams random) {
    this.own = field.of().isEmpty() ? null : new Streams();
    this.value = FieldValue.of(field, own == null ? random : own);
    this.of = List.copyOf(of);
    this.atMost = atMost;
    this.name = field.name().hashCode();
    this.trace = trace;
  }

  @Override
  void draw() {
    elsewhere = 0;
    drawHere();
  }

  @Override
  void drawElsewhere() {
    elsewhere++;
    drawHere();
  }

  private void drawHere() {
    if (own != null) {
      long key = name + elsewhere;
      for (int i = 0; i < of.size(); i++) {
        key = Streams.mix(key + of.get(i).hash());
      }
      own.seed(trace.getAsLong(), Streams.Purpose.FIELDS, key);
    }
    value.draw();
    if (atMost != null) {
      value.limit(atMost.number());
    }
  }

  @Override
  long hash() {
    return value.hash();
  }

  @Override
  double number() {
    return value.number();
  }

  @Override
  void writeText(TextColumn json) {
    value.writeText(json);
  }

  @Override
  boolean isNumber() {
    return value.isNumber();
  }
}
