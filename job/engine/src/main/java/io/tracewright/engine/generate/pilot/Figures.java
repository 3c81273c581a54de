package io.tracewright.engine.generate.pilot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as messages show them: three digits, no exponent, the same in every locale. */
final class Figures {
  private Figures() {}

  static String shown(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    return rounded.abs().doubleValue() < 1e-9 ? "0" : rounded.toPlainString();
  }

  /** A number that a profile states, as it was stated. */
  static String asked(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
