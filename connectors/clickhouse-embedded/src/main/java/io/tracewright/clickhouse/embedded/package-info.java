/**
 * The embedded ClickHouse server: the real engine as a library, served as ClickHouse's HTTP
 * interface on loopback by a process of its own.
 *
 * <p>Public: {@link io.tracewright.clickhouse.embedded.EmbeddedClickHouse} starts that process,
 * {@link io.tracewright.clickhouse.embedded.EmbeddedServerMain} is it. The rest, from the wire in
 * to the engine:
 *
 * <ul>
 *   <li>{@code EmbeddedServer} puts it together; {@code DataDirectory} makes it the only one there;
 *   <li>{@code QueryHandler} is the HTTP interface, {@code QueryParameters} what a request asks
 *       for, {@code RequestBody} what it brings, {@code QueryResponse} what it gets;
 *   <li>{@code QueryRunner} runs a statement, after {@code SqlStatement} has told which way;
 *   <li>{@code Connections} gives it a connection with its settings, {@code RunningSelect} its
 *       result through a {@code ResultPipe};
 *   <li>{@code Engine}, {@code EngineConnection} and {@code EngineInsert} are the library, {@code
 *       LibChdb} its functions.
 * </ul>
 *
 * <p>May import JNA, Jetty, lz4-java and slf4j; nothing of Tracewright.
 */
package io.tracewright.clickhouse.embedded;
