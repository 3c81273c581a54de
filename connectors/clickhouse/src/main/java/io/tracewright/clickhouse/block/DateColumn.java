package io.tracewright.clickhouse.block;

import java.time.LocalDate;

/** Values of type {@code Date}: whole days from 1970-01-01 to 2149-06-06. */
public final class DateColumn extends FixedWidthColumn {
  private static final int MAX_EPOCH_DAY = 0xFFFF;

  DateColumn(String name, TypeExpression type) {
    super(name, type, Short.BYTES);
  }

  public void append(LocalDate date) {
    appendEpochDay(date.toEpochDay());
  }

  /**
   * Appends the date this many days after 1970-01-01.
   *
   * @throws IllegalArgumentException if it is outside the type's range
   */
  public void appendEpochDay(long epochDay) {
    if (epochDay < 0 || epochDay > MAX_EPOCH_DAY) {
      throw invalid("day " + epochDay + " is not within 0.." + MAX_EPOCH_DAY + ".");
    }
    values.putShort((int) epochDay);
  }
}
