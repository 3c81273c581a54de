package io.tracewright.cli.clickhouse;

/** ClickHouse refused a statement, or did not answer. */
public final class ClickHouseSqlException extends RuntimeException {
  private final int code;

  ClickHouseSqlException(String message, int code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** ClickHouse's error code; 0 when the server did not answer. */
  public int code() {
    return code;
  }
}
