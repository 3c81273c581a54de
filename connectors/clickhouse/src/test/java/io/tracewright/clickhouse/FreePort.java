package io.tracewright.clickhouse;

import java.io.IOException;
import java.net.ServerSocket;

/** A port of this machine where nobody listens at the moment. */
final class FreePort {

  private FreePort() {}

  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
