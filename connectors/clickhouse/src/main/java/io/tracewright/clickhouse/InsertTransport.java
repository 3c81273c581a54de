package io.tracewright.clickhouse;

/**
 * Sends one block to one table and returns when it is durable; safe for use by several threads.
 *
 * <p>The seam for tests and for whatever should stand between the retries and the wire.
 */
interface InsertTransport extends AutoCloseable {

  /**
   * Sends the block once.
   *
   * @throws Exception as the client throws it; {@link FailureKind} sorts it
   */
  void insert(InsertRequest request) throws Exception;

  /** Breaks off what is under way and frees all connections. */
  @Override
  void close();
}
