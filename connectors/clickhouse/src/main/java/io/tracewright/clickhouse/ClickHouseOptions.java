package io.tracewright.clickhouse;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to reach a ClickHouse server.
 *
 * @param url the HTTP interface, {@code http://host:8123} or {@code https://host:8443}; credentials
 *     in it are refused, so that it can be logged
 * @param database the database of every table, not blank
 * @param username not blank
 * @param password empty if the user has none
 * @param connectTimeout for opening a connection, more than zero
 * @param requestTimeout for the silence of the server on an open connection, more than zero; an
 *     insert that takes longer counts as failed and is sent again
 * @param compressRequest whether blocks are sent LZ4-compressed: worth it on a network, a waste on
 *     loopback
 */
public record ClickHouseOptions(
    URI url,
    String database,
    String username,
    Secret password,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compressRequest)
    implements Serializable {

  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Validates the options.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  public ClickHouseOptions {
    Objects.requireNonNull(password, "password");
    requireHttp(Objects.requireNonNull(url, "url"));
    requireText("database", database);
    requireText("username", username);
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("requestTimeout", requestTimeout);
  }

  /**
   * Options of a server with its default user and database, uncompressed, timeouts 5 s and 60 s.
   */
  public static ClickHouseOptions of(URI url) {
    return new ClickHouseOptions(
        url,
        "default",
        "default",
        Secret.NONE,
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_REQUEST_TIMEOUT,
        false);
  }

  public ClickHouseOptions withDatabase(String newDatabase) {
    return new ClickHouseOptions(
        url, newDatabase, username, password, connectTimeout, requestTimeout, compressRequest);
  }

  public ClickHouseOptions withCredentials(String newUsername, Secret newPassword) {
    return new ClickHouseOptions(
        url, database, newUsername, newPassword, connectTimeout, requestTimeout, compressRequest);
  }

  public ClickHouseOptions withTimeouts(Duration newConnectTimeout, Duration newRequestTimeout) {
    return new ClickHouseOptions(
        url, database, username, password, newConnectTimeout, newRequestTimeout, compressRequest);
  }

  public ClickHouseOptions withCompressRequest(boolean newCompressRequest) {
    return new ClickHouseOptions(
        url, database, username, password, connectTimeout, requestTimeout, newCompressRequest);
  }

  private static void requireHttp(URI url) {
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "url must not carry credentials; give username and password as options of their own");
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    if (!(http || https) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "url must read like http://host:8123 or https://host:8443, but is " + url);
    }
  }

  private static void requireText(String option, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(option + " must not be blank");
    }
  }

  private static void requirePositive(String option, Duration value) {
    if (value == null || value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(option + " must be more than zero, but is " + value);
    }
  }
}
