package io.tracewright.cli;

import java.net.URI;

/** What a URL must be for a server to be asked at it. */
public final class HttpUrl {
  private static final int MOST_PORT = 65_535;

  private HttpUrl() {}

  /**
   * Whether it is HTTP's, names a host and a port that there can be, and carries no credentials.
   */
  public static boolean isUsable(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean port = url.getPort() >= -1 && url.getPort() <= MOST_PORT;
    return http && port && url.getHost() != null && url.getUserInfo() == null;
  }
}
