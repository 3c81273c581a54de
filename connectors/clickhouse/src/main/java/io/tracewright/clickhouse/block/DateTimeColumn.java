package io.tracewright.clickhouse.block;

/** Values of type {@code DateTime}: whole seconds from 1970 to 2106. */
public final class DateTimeColumn extends FixedWidthColumn {
  private static final long MAX_EPOCH_SECOND = 0xFFFF_FFFFL;

  DateTimeColumn(String name, TypeExpression type) {
    super(name, type, Integer.BYTES);
  }

  /**
   * Appends the instant this many seconds after 1970-01-01T00:00Z.
   *
   * @throws IllegalArgumentException if it is outside the type's range
   */
  public void appendEpochSecond(long epochSecond) {
    if (epochSecond < 0 || epochSecond > MAX_EPOCH_SECOND) {
      throw invalid("second " + epochSecond + " is not within 0.." + MAX_EPOCH_SECOND + ".");
    }
    values.putInt((int) epochSecond);
  }
}
