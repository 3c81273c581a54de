package io.tracewright.clickhouse.block;

import java.util.List;

/**
 * A parsed ClickHouse type: a name and its arguments, such as {@code Map(String, Array(UInt8))}.
 *
 * <p>An argument that is not a type itself (a precision, a time zone, {@code 'a' = 1}, the name of
 * a tuple's element) is kept as {@code literal} text, in front of the type if there is one. {@link
 * #toString()} gives ClickHouse's own spelling, so two spellings of one type compare equal.
 *
 * @param literal text in front of the type or in place of it; empty if there is none
 * @param name the type's name; empty if the argument is only a literal
 */
record TypeExpression(String literal, String name, List<TypeExpression> arguments) {

  TypeExpression {
    arguments = List.copyOf(arguments);
  }

  /**
   * Parses a type string.
   *
   * @throws IllegalArgumentException naming the type string and the position of the error
   */
  static TypeExpression parse(String type) {
    return new TypeParser(type).parse();
  }

  TypeExpression argument(int index) {
    return arguments.get(index);
  }

  boolean isLiteral() {
    return name.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text);
    return text.toString();
  }

  private void appendTo(StringBuilder text) {
    text.append(literal);
    if (!literal.isEmpty() && !name.isEmpty()) {
      text.append(' ');
    }
    text.append(name);
    if (!arguments.isEmpty()) {
      text.append('(');
      for (int i = 0; i < arguments.size(); i++) {
        if (i > 0) {
          text.append(", ");
        }
        arguments.get(i).appendTo(text);
      }
      text.append(')');
    }
  }
}
