package io.tracewright.engine.generate.content;

import io.tracewright.model.span.TextColumn;

/** The value that a field has around, unless the call is about another entity. */
final class SharedValue extends FieldValue {
  private final FieldValue around;
  private final FieldValue other;
  private FieldValue current;

  /**
   * A value that is shared.
   *
   * @param other drawn where another is wanted
   */
  SharedValue(FieldValue around, FieldValue other) {
    this.around = around;
    this.other = other;
    this.current = around;
  }

  @Override
  void draw() {
    current = around;
  }

  @Override
  void drawElsewhere() {
    other.draw();
    current = other;
  }

  @Override
  long hash() {
    return current.hash();
  }

  @Override
  void writeText(TextColumn json) {
    current.writeText(json);
  }

  @Override
  boolean isNumber() {
    return current.isNumber();
  }
}
