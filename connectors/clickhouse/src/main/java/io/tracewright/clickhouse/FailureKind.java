package io.tracewright.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.TransportException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What a failed request calls for; the one place where errors are sorted.
 *
 * <p>Sending again is always safe, because the token makes a second arrival harmless: so whatever
 * left the outcome open is {@link #RETRY}. An error that the same bytes would meet again is {@link
 * #FATAL}, and so is one that nobody has sorted yet: a job that stops with a clear message beats
 * one that circles for five minutes first.
 *
 * <p>Source of the codes: {@code src/Common/ErrorCodes.cpp} of ClickHouse.
 */
enum FailureKind {
  /** The server, the network or the load may recover. */
  RETRY,
  /** Someone has to change something. */
  FATAL;

  private static final Set<Integer> RETRYABLE_CODES =
      Set.of(
          32, // ATTEMPT_TO_READ_AFTER_EOF: the request broke off
          95, // CANNOT_READ_FROM_SOCKET
          96, // CANNOT_WRITE_TO_SOCKET
          159, // TIMEOUT_EXCEEDED
          160, // TOO_SLOW
          198, // DNS_ERROR
          201, // QUOTA_EXPIRED
          202, // TOO_MANY_SIMULTANEOUS_QUERIES
          203, // NO_FREE_CONNECTION
          209, // SOCKET_TIMEOUT
          210, // NETWORK_ERROR
          216, // QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING
          225, // NO_ZOOKEEPER
          236, // ABORTED: the server is shutting down
          241, // MEMORY_LIMIT_EXCEEDED
          242, // TABLE_IS_READ_ONLY: its keeper session is lost
          243, // NOT_ENOUGH_SPACE
          244, // UNEXPECTED_ZOOKEEPER_ERROR
          252, // TOO_MANY_PARTS
          254, // NO_ACTIVE_REPLICAS
          265, // NO_AVAILABLE_REPLICA
          279, // ALL_CONNECTION_TRIES_FAILED
          285, // TOO_FEW_LIVE_REPLICAS
          286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
          297, // SHARD_HAS_NO_CONNECTIONS
          319, // UNKNOWN_STATUS_OF_INSERT
          364, // RECEIVED_ERROR_TOO_MANY_REQUESTS
          384, // PART_IS_TEMPORARILY_LOCKED
          394, // QUERY_WAS_CANCELLED
          410, // EXTERNAL_SERVER_IS_NOT_RESPONDING
          416, // REPLICA_STATUS_CHANGED
          425, // SYSTEM_ERROR
          439, // CANNOT_SCHEDULE_TASK
          473, // DEADLOCK_AVOIDED
          499, // S3_ERROR
          999, // KEEPER_EXCEPTION
          1000); // POCO_EXCEPTION: network, inside the server

  /** Answers of proxies and of servers that are starting or stopping. */
  private static final Set<Integer> RETRYABLE_HTTP_STATUSES = Set.of(408, 425, 429);

  private static final int FIRST_SERVER_ERROR_STATUS = 500;

  static FailureKind of(Throwable thrown) {
    ServerException answer = find(thrown, ServerException.class);
    if (answer != null) {
      return ofAnswer(answer.getCode(), answer.getTransportProtocolCode());
    }
    if (find(thrown, ClientMisconfigurationException.class) != null
        || find(thrown, SSLHandshakeException.class) != null
        || find(thrown, SSLPeerUnverifiedException.class) != null) {
      return FATAL;
    }
    return isTransport(thrown) ? RETRY : FATAL;
  }

  /** Sorts an answer by ClickHouse's code, or by HTTP's status if there is no code. */
  static FailureKind ofAnswer(int code, int httpStatus) {
    if (code > 0) {
      return RETRYABLE_CODES.contains(code) ? RETRY : FATAL;
    }
    boolean retryable =
        httpStatus >= FIRST_SERVER_ERROR_STATUS || RETRYABLE_HTTP_STATUSES.contains(httpStatus);
    return retryable ? RETRY : FATAL;
  }

  /** The outermost cause of this class, or null. */
  static <E extends Throwable> E find(Throwable thrown, Class<E> wanted) {
    Throwable at = thrown;
    while (at != null) {
      if (wanted.isInstance(at)) {
        return wanted.cast(at);
      }
      at = at.getCause() == at ? null : at.getCause();
    }
    return null;
  }

  private static boolean isTransport(Throwable thrown) {
    ClickHouseException client = find(thrown, ClickHouseException.class);
    return find(thrown, IOException.class) != null
        || find(thrown, TimeoutException.class) != null
        || find(thrown, ConnectionInitiationException.class) != null
        || find(thrown, DataTransferException.class) != null
        || find(thrown, TransportException.class) != null
        || (client != null && client.isRetryable());
  }
}
