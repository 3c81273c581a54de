package io.tracewright.engine.summary;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What the symbols of a table are called elsewhere, each made once. Not thread-safe. */
final class Labels {
  private final Symbols symbols;
  private final UnaryOperator<String> label;
  private String[] made = new String[0];

  Labels(Symbols symbols, UnaryOperator<String> label) {
    this.symbols = symbols;
    this.label = label;
  }

  String of(int number) {
    if (number >= made.length) {
      made = Arrays.copyOf(made, symbols.size());
    }
    if (made[number] == null) {
      made[number] = label.apply(symbols.name(number));
    }
    return made[number];
  }
}
