package io.tracewright.clickhouse.block;

import java.time.Instant;

/** Values of type {@code DateTime64(precision)}: ticks of 10^-precision seconds since 1970. */
public final class DateTime64Column extends FixedWidthColumn {
  private static final int MILLI_PRECISION = 3;
  private static final int NANO_PRECISION = 9;

  private final long ticksPerSecond;
  private final long nanosPerTick;
  private final long ticksPerMilli;
  private final long millisPerTick;

  DateTime64Column(String name, TypeExpression type, int precision) {
    super(name, type, Long.BYTES);
    this.ticksPerSecond = powerOfTen(precision);
    this.nanosPerTick = powerOfTen(NANO_PRECISION - precision);
    this.ticksPerMilli = powerOfTen(Math.max(0, precision - MILLI_PRECISION));
    this.millisPerTick = powerOfTen(Math.max(0, MILLI_PRECISION - precision));
  }

  /** Appends a number of ticks as it is. */
  public void appendTicks(long ticks) {
    values.putLong(ticks);
  }

  /** Appends an instant in milliseconds since 1970, rounded down to a tick. */
  public void appendEpochMilli(long epochMilli) {
    values.putLong(Math.floorDiv(Math.multiplyExact(epochMilli, ticksPerMilli), millisPerTick));
  }

  /**
   * Appends an instant, rounded down to a tick.
   *
   * @throws ArithmeticException if the ticks exceed 64 bits
   */
  public void append(Instant instant) {
    values.putLong(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), ticksPerSecond),
            instant.getNano() / nanosPerTick));
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
